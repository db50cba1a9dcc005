import type { z } from 'zod';
import { readAnalysis } from '@/server/analysis/ask';
import type { AnalysisState } from '@/server/analysis/kinds';
import { type Db, db as processDb } from '@/server/db/client';
import { isUuid } from '@/server/db/isUuid';
import { AppError } from '@/server/problem/appError';
import { type GatePair, judge } from './gateEvidence';
import { type GateOutcome, gateOutcome, type Limits, recordedLimits } from './limits';

/** A gate: limits as they were fixed, what came of them, and what was decided. */
export type Promotion = {
  id: string;
  modelId: string;
  model: string;
  /** `name@version`. */
  candidate: string;
  incumbent: string;
  limits: Limits;
  /** When both had been compared before the limits were fixed; null when nobody had. */
  comparedBefore: string | null;
  fixedBy: string;
  fixedAt: string;
  /** As it was decided by, or as it would be by the comparison as it stands; null before there is one. */
  outcome: GateOutcome | null;
  decision: 'promoted' | 'rejected' | null;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  /** A promotion that was taken back. */
  rolledBack: { at: string; by: string; reason: string } | null;
};

const include = {
  candidate: { include: { model: true } },
  incumbent: { include: { model: true } },
} as const;

export const rowsOf = (db: Db, where: { id: string } | { candidate: { modelId: string } }) =>
  db.promotion.findMany({ where, include, orderBy: { fixedAt: 'desc' }, take: 100 });

export type PromotionRow = Awaited<ReturnType<typeof rowsOf>>[number];

/** Names of both versions. */
export function pairOf({ candidate, incumbent }: PromotionRow): GatePair {
  const name = ({ model, version }: PromotionRow['candidate']) => `${model.name}@${version}`;
  return { candidate: name(candidate), candidateId: candidate.id, incumbent: name(incumbent) };
}

/** @throws AppError not-found */
export async function promotionRow(db: Db, id: string): Promise<PromotionRow> {
  const [row] = isUuid(id) ? await rowsOf(db, { id }) : [];
  if (row === undefined) throw new AppError('not-found', 'no promotion has this id');
  return row;
}

/** Where the comparison of a gate stands; null when nobody has asked for it. */
export const comparisonOf = (db: Db, pair: GatePair): Promise<AnalysisState<'paired-versions'> | null> =>
  readAnalysis('paired-versions', { model: pair.candidate, other: pair.incumbent }, db);

/** A promotion with its outcome. @throws AppError not-found */
export async function getPromotion(id: string, db: Db = processDb()): Promise<Promotion> {
  return told(db, await promotionRow(db, id));
}

/** The promotions of a model, newest first, at most 100. */
export async function listPromotions(modelId: string, db: Db = processDb()): Promise<Promotion[]> {
  return Promise.all((await rowsOf(db, { candidate: { modelId } })).map((row) => told(db, row)));
}

async function told(db: Db, row: PromotionRow): Promise<Promotion> {
  const { limits, comparedBefore } = recordedLimits.parse(row.limits);
  const pair = pairOf(row);
  const decision = decisionOf(row.decision);
  const outcome =
    row.outcome !== null
      ? gateOutcome.parse(row.outcome)
      : decision === null
        ? await judge(db, pair, { limits, fixedAt: row.fixedAt }, await comparisonOf(db, pair))
        : null;
  const back = await db.versionChange.findFirst({ where: { promotionId: row.id, kind: 'rolled-back' } });
  return {
    ...{ id: row.id, modelId: row.candidate.modelId, model: row.candidate.model.name },
    ...{ candidate: pair.candidate, incumbent: pair.incumbent, limits, comparedBefore },
    ...{ fixedBy: row.fixedBy, fixedAt: row.fixedAt.toISOString(), outcome, decision, reason: row.reason },
    ...{ decidedBy: row.decidedBy, decidedAt: row.decidedAt?.toISOString() ?? null },
    rolledBack: back && { at: back.changedAt.toISOString(), by: back.changedBy, reason: back.reason },
  };
}

function decisionOf(text: string | null): Promotion['decision'] {
  if (text === null || text === 'promoted' || text === 'rejected') return text;
  throw new RangeError(`decision: ${text}`);
}

export type RecordedLimits = z.infer<typeof recordedLimits>;
