import { z } from 'zod';
import type { Analysis } from '@/server/db/generated/client';
import { problemSchema } from '@/server/problem/problemBody';
import type { AnalysisKind, AnalysisResults, AnalysisState } from './kinds';

export const ANALYSIS_STATUSES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type AnalysisStatus = (typeof ANALYSIS_STATUSES)[number];

/** What is stored as the result: the answer, and the moment whose results it tells. */
const stored = z.object({ asOf: z.iso.datetime(), answer: z.unknown() });
const status = z.enum(ANALYSIS_STATUSES);

/** A row as the interface tells it. The answer is our own, of the row's kind. */
export function analysisState<Kind extends AnalysisKind>(kind: Kind, row: Analysis): AnalysisState<Kind> {
  const kept = row.result === null ? null : stored.parse(row.result);
  return {
    id: row.id,
    kind,
    status: status.parse(row.status),
    done: Number(row.done),
    total: row.total === null ? null : Number(row.total),
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    result: kept === null ? null : (kept.answer as AnalysisResults[Kind]),
    asOf: kept?.asOf ?? null,
    problem: row.problem === null ? null : problemSchema.parse(row.problem).detail,
  };
}

/** null where there is no answer yet. */
export const answeredAt = (row: Analysis): Date | null =>
  row.result === null ? null : new Date(stored.parse(row.result).asOf);
