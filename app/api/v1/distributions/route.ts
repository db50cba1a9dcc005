import { distributionsCsv } from '@/server/api/comparisonCsv';
import { csvResponse } from '@/server/api/csv';
import { parseQuery, strataQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { getDistributions } from '@/server/queries/distributions';

export const dynamic = 'force-dynamic';

/** Scores of one finding by stratum and truth; `format=csv` for a table. */
export const GET = route('read', async ({ url }) => {
  const { by = null, format, ...filter } = parseQuery(url, strataQuery);
  const told = await getDistributions(filter, by);
  return format === 'csv' ? csvResponse('distributions.csv', distributionsCsv(told)) : json(told);
});
