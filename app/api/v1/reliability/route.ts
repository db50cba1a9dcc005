import { reliabilityCsv } from '@/server/api/comparisonCsv';
import { csvResponse } from '@/server/api/csv';
import { parseQuery, strataQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { getReliability } from '@/server/queries/reliability';

export const dynamic = 'force-dynamic';

/** Reliability curves of one finding; `format=csv` for a table. */
export const GET = route('read', async ({ url }) => {
  const { by = null, format, ...filter } = parseQuery(url, strataQuery);
  const told = await getReliability(filter, by);
  return format === 'csv' ? csvResponse('reliability.csv', reliabilityCsv(told)) : json(told);
});
