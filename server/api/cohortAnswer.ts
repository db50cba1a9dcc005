import { askAnalysis } from '@/server/analysis/ask';
import type { AnalysisState } from '@/server/analysis/kinds';
import type { RollupFilter, Stratifier } from '@/server/cohort/cohortFilter';
import { AppError } from '@/server/problem/appError';
import type { Statistics } from '@/server/queries/statistics';

/**
 * Statistics of a filter that no rollup holds, or how far they are. An answer that is there is given, also while a newer
 * one is made: its `asOf` says of when. Asking for it is reason enough to begin anew with one that was stopped.
 * @throws AppError unavailable when the last try failed a moment ago
 */
export async function cohortAnswer(
  filter: RollupFilter,
  by: Stratifier | null,
): Promise<{ statistics: Statistics } | { state: AnalysisState }> {
  const known = await askAnalysis('cohort', { filter, by });
  if (known.result !== null) return { statistics: known.result };
  if (known.status === 'failed') throw new AppError('unavailable', known.problem ?? 'the results were not read');
  if (known.status !== 'cancelled') return { state: known };
  return { state: await askAnalysis('cohort', { filter, by }, { refresh: true }) };
}
