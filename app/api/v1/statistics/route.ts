import { analysisAnswer } from '@/server/api/analysisAnswer';
import { cohortAnswer } from '@/server/api/cohortAnswer';
import { csvResponse } from '@/server/api/csv';
import { parseQuery, statisticsQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { statisticsCsv } from '@/server/api/statisticsCsv';
import { AppError } from '@/server/problem/appError';
import { rollupHolds } from '@/server/queries/cellFilter';
import { getStatistics, type Statistics } from '@/server/queries/statistics';

export const dynamic = 'force-dynamic';

/**
 * Totals and strata of one finding; `format=csv` for a table. Filters that no rollup holds are answered from single
 * results: 202 with the state of that analysis until it is done, then as any other.
 */
export const GET = route('read', async ({ url, principal }) => {
  const { by = null, format, suppress, ...filter } = parseQuery(url, statisticsQuery);
  if (suppress === 'off' && !principal.scopes.includes('unsuppressed')) {
    throw new AppError('forbidden', 'suppress=off needs a key of scope "unsuppressed"');
  }
  const told = (statistics: Statistics): Response =>
    format === 'csv' ? csvResponse('statistics.csv', statisticsCsv(statistics)) : json(statistics);
  if (rollupHolds(filter, by)) return told(await getStatistics(filter, by, { suppress: suppress !== 'off' }));
  if (suppress === 'off') {
    throw new AppError('invalid-field', 'suppress=off: only for one variable beside site, and whole hours', {
      errors: [{ path: 'suppress', detail: 'no rollup holds this filter' }],
    });
  }
  const answer = await cohortAnswer(filter, by);
  return 'statistics' in answer ? told(answer.statistics) : analysisAnswer(principal, answer.state);
});
