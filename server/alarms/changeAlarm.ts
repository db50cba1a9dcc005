import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { appendTrail } from '@/server/trail/appendTrail';
import { type AlarmFigures, alarmFigures } from './alarmFigures';
import { alarmMessage } from './alarmMessage';
import { alarmTitle } from './alarmWords';
import { attachToIncident } from './attachToIncident';
import { queueDeliveries } from './queueDeliveries';
import { dayText } from './readSeries';
import { RULE_INCLUDE, type StoredRule, storedRule } from './storedRule';

/** What the audit trail names as the actor. */
export const WATCHER = 'system alarms';

export type NewAlarm = {
  rule: StoredRule;
  findingId: number;
  finding: string;
  site: string;
  viewPosition: string;
  since: Date;
  day: Date;
  side: 'above' | 'below';
  figures: AlarmFigures;
  /** Of an alarm of the past that is over already: nobody is told, and it needs no incident. */
  endedDay: Date | null;
  now: Date;
};

/** Records an alarm with its incident, its record in the trail and the messages about it. False when it was there already. */
export async function raiseAlarm(db: Db, alarm: NewAlarm): Promise<boolean> {
  const { rule, findingId, site, viewPosition, since, day, side, endedDay, now } = alarm;
  const figures = { ...alarm.figures, endedDay: endedDay === null ? null : dayText(endedDay) };
  return db.$transaction(async (tx) => {
    const id = randomUUID();
    const place = { findingId, site, viewPosition };
    const { count } = await tx.alarm.createMany({
      data: [
        {
          ...{ id, ruleId: rule.id, ...place, since, day, side },
          ...{ figures, raisedAt: now, endedAt: endedDay === null ? null : now },
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return false;
    const subject = { ...alarm, statistic: rule.statistic };
    const open = endedDay === null;
    const incident = open ? await attachToIncident(tx, { id, ruleId: rule.id, title: alarmTitle(subject) }, now) : null;
    if (open) await queueDeliveries(tx, 'alarm:raised', alarmMessage(id, subject, rule, incident), now);
    await appendTrail(tx, [
      {
        ...{ kind: 'alarm:raised', at: now, actor: WATCHER },
        subjects: [`alarm:${id}`, `version:${rule.versionId}`, `alarm-rule:${rule.id}`],
        body: {
          ...{ finding: alarm.finding, site, viewPosition, side, statistic: rule.statistic },
          ...{ since: dayText(since), day: dayText(day), figures, incident },
        },
      },
    ]);
    await appendEvents(tx, [{ type: 'alarm:changed', payload: { alarmId: id } }]);
    return true;
  });
}

/** Notes that an alarm is back within its band. False when that was noted before. */
export const endAlarm = (db: Db, id: string, endedDay: Date, now: Date): Promise<boolean> =>
  db.$transaction((tx) => endAlarmIn(tx, id, endedDay, now));

async function endAlarmIn(tx: Tx, id: string, endedDay: Date, now: Date): Promise<boolean> {
  const row = await tx.alarm.findFirst({
    where: { id, endedAt: null },
    include: { finding: true, rule: { include: RULE_INCLUDE }, incident: { select: { number: true } } },
  });
  if (row === null) return false;
  const figures = { ...alarmFigures.parse(row.figures), endedDay: dayText(endedDay) };
  const { count } = await tx.alarm.updateMany({ where: { id, endedAt: null }, data: { endedAt: now, figures } });
  if (count === 0) return false;
  const rule = storedRule(row.rule);
  const side = row.side === 'below' ? 'below' : 'above';
  const subject = { ...row, finding: row.finding.name, side, statistic: rule.statistic, figures } as const;
  await queueDeliveries(tx, 'alarm:ended', alarmMessage(id, subject, rule, row.incident?.number ?? null), now);
  await appendEvents(tx, [{ type: 'alarm:changed', payload: { alarmId: id } }]);
  return true;
}
