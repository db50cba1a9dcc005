import { z } from 'zod';
import { type Db, db as processDb } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { askFlags } from '@/server/queue/askFlags';
import { pickPredictions } from './previewRule';

/** How many of the newest predictions that a rule covers. */
export const applyRequest = z.strictObject({ last: z.number().int().min(1).max(2_000).default(1_000) });

/**
 * Holds the rules against stored predictions, those that the preview of this rule looks at; the work goes into the queue.
 * @throws AppError not-found; conflict for a rule that is switched off
 */
export async function applyRule(
  ruleId: string,
  { last }: z.infer<typeof applyRequest>,
  db: Db = processDb(),
): Promise<{ asked: number }> {
  const rule = await db.flagRule.findFirst({ where: { id: ruleId, deletedAt: null } });
  if (rule === null) throw new AppError('not-found', 'no rule has this id');
  if (!rule.enabled) throw new AppError('conflict', 'the rule is switched off: switch it on first');
  const picked = await pickPredictions(db, { versionId: rule.versionId, finding: rule.finding, last });
  const instances = [...new Set(picked.map(({ instanceId }) => instanceId))];
  await db.$transaction((tx) => askFlags(tx, instances));
  return { asked: instances.length };
}
