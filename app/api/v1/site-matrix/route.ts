import { siteMatrixCsv } from '@/server/api/comparisonCsv';
import { csvResponse } from '@/server/api/csv';
import { parsePrevalences, parseQuery, siteMatrixQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { getSiteMatrix } from '@/server/queries/siteMatrix';

export const dynamic = 'force-dynamic';

/** Positives of every stratum against negatives of every stratum; `format=csv` for a table. */
export const GET = route('read', async ({ url }) => {
  const { by, format, prevalences, ...filter } = parseQuery(url, siteMatrixQuery);
  const matrix = await getSiteMatrix(filter, by, parsePrevalences(prevalences));
  return format === 'csv' ? csvResponse('site-matrix.csv', siteMatrixCsv(matrix)) : json(matrix);
});
