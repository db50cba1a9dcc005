import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '@/server/db/client';
import { readSetting } from '@/server/queries/settingStore';

/** `attach`: alarms of a rule belong to its open incident, if there is one; `new`: each has an incident of its own. */
export const incidentSetting = z.strictObject({ alarms: z.enum(['attach', 'new']) });

export const INCIDENT_SETTING = 'alarm-incidents';

export const readIncidentSetting = (tx: Tx) =>
  readSetting(tx, INCIDENT_SETTING, incidentSetting, { alarms: 'attach' } as const);

/** States of an incident that somebody still has to do with. */
export const OPEN_STATES = ['open', 'acknowledged'];

/** Gives an alarm its incident: an open one of the same rule, or a new one. Answers its number. */
export async function attachToIncident(
  tx: Tx,
  { id, ruleId, title }: { id: string; ruleId: string; title: string },
  now: Date,
): Promise<number> {
  // Two alarms of a rule that are raised at once do not open two incidents.
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`incident ${ruleId}`}, 0))::text as held`;
  const { value } = await readIncidentSetting(tx);
  const open =
    value.alarms === 'new'
      ? null
      : await tx.incident.findFirst({
          where: { state: { in: OPEN_STATES }, alarms: { some: { ruleId } } },
          orderBy: { number: 'desc' },
        });
  const incident =
    open ??
    (await tx.incident.create({
      data: { id: randomUUID(), title, state: 'open', openedBy: 'system alarms', openedAt: now, changedAt: now },
    }));
  await tx.alarm.update({ where: { id }, data: { incidentId: incident.id } });
  await tx.incident.update({ where: { id: incident.id }, data: { changedAt: now } });
  await tx.incidentNote.create({
    data: {
      ...{ id: randomUUID(), incidentId: incident.id, kind: 'alarm', text: JSON.stringify({ alarm: id, title }) },
      ...{ writtenBy: 'system alarms', writtenAt: now },
    },
  });
  return incident.number;
}
