import { z } from 'zod';
import { askAnalysis } from '@/server/analysis/ask';
import type { AnalysisState } from '@/server/analysis/kinds';
import { type Db, db as processDb, type Tx } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { appendTrail } from '@/server/trail/appendTrail';
import { textMark } from '@/server/trail/textMark';
import { reasonText } from './changeState';
import type { GateOutcome } from './limits';
import { comparisonOf, getPromotion, type Promotion, type PromotionRow, pairOf, promotionRow } from './promotion';
import { lockModel, recordChange } from './recordChange';

/** `override`: promote although a limit is not kept; only then a reason has to be given for a promotion. */
export const promotionDecision = z.discriminatedUnion('decision', [
  z.strictObject({
    decision: z.literal('promote'),
    override: z.boolean().default(false),
    reason: reasonText.optional(),
  }),
  z.strictObject({ decision: z.literal('reject'), reason: reasonText }),
]);

export const rollbackRequest = z.strictObject({ reason: reasonText });

type Who = { by: string; now: Date };

/**
 * Asks for the comparison that a gate is judged by; one from before the limits were fixed is made anew.
 * @throws AppError not-found, conflict for one that is decided
 */
export async function compareForGate(id: string, db: Db = processDb()): Promise<AnalysisState<'paired-versions'>> {
  const row = await promotionRow(db, id);
  if (row.decision !== null) throw decided(row);
  const pair = pairOf(row);
  const asOf = (await comparisonOf(db, pair))?.asOf ?? null;
  const refresh = asOf !== null;
  return askAnalysis('paired-versions', { model: pair.candidate, other: pair.incumbent }, { refresh }, db);
}

/**
 * Decides a gate once and for all. Promoting makes the candidate live and retires the live version, in one transaction.
 * @throws AppError not-found; conflict when it was decided, or a version changed, meanwhile, when nothing was compared
 * since the limits were fixed, and when a limit is not kept and the reason to override it is missing
 */
export async function decide(
  id: string,
  given: z.infer<typeof promotionDecision>,
  who: Who,
  db: Db = processDb(),
): Promise<Promotion> {
  const { outcome, modelId } = await getPromotion(id, db);
  if (given.decision === 'promote') requireOutcome(outcome, given);
  await db.$transaction(async (tx) => {
    await lockModel(tx, modelId);
    const row = await fresh(tx, id);
    if (row.decision !== null) throw decided(row);
    const reason = given.reason?.trim() ?? 'every limit is kept';
    const decision = given.decision === 'promote' ? 'promoted' : 'rejected';
    await tx.promotion.update({
      where: { id },
      data: { decision, reason, decidedBy: who.by, decidedAt: who.now, ...(outcome !== null && { outcome }) },
    });
    if (decision === 'promoted') {
      const step: Swap = { from: ['shadow', 'live'], to: ['live', 'retired'], kinds: ['promoted', 'retired'] };
      await swap(tx, row, step, reason, who);
    }
    await appendTrail(tx, [
      {
        ...{ kind: 'promotion:changed', at: who.now, actor: who.by },
        subjects: [`promotion:${id}`, `version:${row.candidate.id}`, `version:${row.incumbent.id}`],
        body: {
          ...{ change: decision, passed: outcome?.passes ?? null, reason: textMark(reason) },
          override: given.decision === 'promote' && given.override,
        },
      },
    ]);
  });
  return getPromotion(id, db);
}

/**
 * Puts both versions back as they were before a promotion.
 * @throws AppError not-found, conflict for one that was not promoted, or whose versions changed since
 */
export async function rollBack(id: string, reason: string, who: Who, db: Db = processDb()): Promise<Promotion> {
  const { modelId } = await getPromotion(id, db);
  await db.$transaction(async (tx) => {
    await lockModel(tx, modelId);
    const row = await fresh(tx, id);
    if (row.decision !== 'promoted')
      throw new AppError('conflict', 'it was not promoted, so nothing can be taken back');
    const kinds = ['rolled-back', 'rolled-back'] as const;
    await swap(tx, row, { from: ['live', 'retired'], to: ['shadow', 'live'], kinds: [...kinds] }, reason, who);
  });
  return getPromotion(id, db);
}

const fresh = (tx: Tx, id: string) =>
  tx.promotion.findUniqueOrThrow({ where: { id }, include: { candidate: true, incumbent: true } });

type Swap = {
  from: ['shadow' | 'live', 'live' | 'retired'];
  to: ['live' | 'shadow', 'retired' | 'live'];
  kinds: ['promoted' | 'rolled-back', 'retired' | 'rolled-back'];
};

/** Changes candidate and incumbent together. @throws AppError conflict when one is not what it was */
async function swap(
  tx: Tx,
  { id, candidate, incumbent }: Awaited<ReturnType<typeof fresh>>,
  { from, to, kinds }: Swap,
  reason: string,
  { by, now }: Who,
): Promise<void> {
  for (const [i, version] of [candidate, incumbent].entries()) {
    const [was, next, kind] = [from[i === 0 ? 0 : 1], to[i === 0 ? 0 : 1], kinds[i === 0 ? 0 : 1]];
    if (version.state !== was) {
      throw new AppError('conflict', `${version.version} is ${version.state} by now, not ${was}: look again`);
    }
    const change = { versionId: version.id, kind, from: was, to: next, reason, by, promotionId: id };
    await recordChange(tx, change, now);
  }
}

function requireOutcome(
  outcome: GateOutcome | null,
  { override, reason }: { override: boolean; reason?: string | undefined },
): void {
  if (outcome === null) {
    throw new AppError('conflict', 'nothing was compared since the limits were fixed: compare first');
  }
  if (outcome.passes) return;
  const broken = outcome.rows.filter(({ passes }) => !passes);
  const errors = broken.map(({ limit, finding, why }) => ({
    path: finding === null ? limit : `${limit}.${finding}`,
    detail: why === null ? 'the limit is not kept' : why.replaceAll('_', ' '),
  }));
  if (!override)
    throw new AppError('conflict', `${broken.length} of ${outcome.rows.length} limits are not kept`, { errors });
  if (reason === undefined) {
    throw new AppError('invalid-field', 'say why limits that are not kept are overridden', {
      errors: [{ path: 'reason', detail: 'missing' }],
    });
  }
}

const decided = ({ decision }: Pick<PromotionRow, 'decision'>): AppError =>
  new AppError('conflict', `it was ${decision} already: fix limits anew`);
