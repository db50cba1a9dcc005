import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Db, db as processDb, type Tx } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { plainText } from '@/server/problem/plainText';
import { textMark } from '@/server/queries/settingStore';
import { addJob } from '@/server/queue/addJob';
import { PRIORITY } from '@/server/queue/job';
import { appendTrail } from '@/server/trail/appendTrail';
import { alarmFigures } from './alarmFigures';
import { listRule, type Rule } from './rules';
import { ALARM_VERSION, type RuleDraft, ruleParameters } from './statistic';
import { subjectOf } from './storedRule';

/** A change of a rule. What it watches stays what it is: another statistic or model is another rule. `removed` false brings it back. */
export const ruleChange = z
  .strictObject({
    name: plainText(120).optional(),
    parameters: ruleParameters.optional(),
    enabled: z.boolean().optional(),
    removed: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'say what to change');

type Who = { by: string; now: Date };

/** Makes a rule, which is looked at at once. @throws AppError not-found, invalid-field */
export async function createRule(draft: RuleDraft, { by, now }: Who, db: Db = processDb()): Promise<Rule> {
  const id = randomUUID();
  await db.$transaction(async (tx) => {
    const { versionId } = await subjectOf(tx, draft);
    const { name, statistic, finding, parameters } = draft;
    const made = { createdBy: by, createdAt: now, changedBy: by, changedAt: now };
    const what = { name, statistic, versionId, finding, parameters, definitionVersion: ALARM_VERSION };
    await tx.alarmRule.create({ data: { id, ...what, enabled: true, ...made } });
    await watchSoon(tx, versionId);
    await record(tx, { id, versionId, by, now }, { made: true, statistic, finding, parameters, name: textMark(name) });
  });
  return listRule(db, id);
}

/** @throws AppError not-found */
export async function changeRule(
  id: string,
  { name, parameters, enabled, removed }: z.output<typeof ruleChange>,
  { by, now }: Who,
  db: Db = processDb(),
): Promise<Rule> {
  await db.$transaction(async (tx) => {
    const row = await tx.alarmRule.findUnique({ where: { id } });
    if (row === null) throw new AppError('not-found', 'no rule has this id');
    const deletedAt = removed === undefined ? row.deletedAt : removed ? now : null;
    const isOn = (enabled ?? row.enabled) && deletedAt === null;
    await tx.alarmRule.update({
      where: { id },
      data: {
        ...(name !== undefined && { name }),
        ...(parameters !== undefined && { parameters, definitionVersion: ALARM_VERSION }),
        ...(enabled !== undefined && { enabled }),
        ...{ deletedAt, evaluatedAt: null, changedBy: by, changedAt: now },
      },
    });
    if (isOn) await watchSoon(tx, row.versionId);
    else await endOpen(tx, id, now);
    const told = {
      ...(name !== undefined && { name: textMark(name) }),
      ...(parameters !== undefined && { parameters }),
    };
    const states = { ...(enabled !== undefined && { enabled }), ...(removed !== undefined && { removed }) };
    await record(tx, { id, versionId: row.versionId, by, now }, { ...told, ...states });
  });
  return listRule(db, id);
}

/** A rule that is off says nothing: its alarms end, as of today. */
async function endOpen(tx: Tx, ruleId: string, now: Date): Promise<void> {
  const open = await tx.alarm.findMany({ where: { ruleId, endedAt: null } });
  const endedDay = now.toISOString().slice(0, 10);
  for (const { id, figures } of open) {
    const kept = { ...alarmFigures.parse(figures), endedDay };
    await tx.alarm.update({ where: { id }, data: { endedAt: now, figures: kept } });
  }
}

/** Has the rules of a version looked at as soon as the worker can. */
export const watchSoon = (tx: Tx, versionId: string): Promise<void> =>
  addJob(tx, 'watch-alarms', { versionId }, { key: `watch-alarms:${versionId}`, priority: PRIORITY.demand });

type At = { id: string; versionId: string; by: string; now: Date };

async function record(tx: Tx, { id, versionId, by, now }: At, body: object): Promise<void> {
  await appendTrail(tx, [
    {
      ...{ kind: 'alarm-rule:changed', at: now, actor: by },
      subjects: [`alarm-rule:${id}`, `version:${versionId}`],
      body: JSON.parse(JSON.stringify(body)),
    },
  ]);
  await appendEvents(tx, [{ type: 'alarm:changed', payload: { ruleId: id } }]);
}
