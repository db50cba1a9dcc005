import { confoundersCsv } from '@/server/api/comparisonCsv';
import { csvResponse } from '@/server/api/csv';
import { confoundersQuery, parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { getConfounders } from '@/server/queries/confounders';

export const dynamic = 'force-dynamic';

/** Every stratifying variable of one finding; `format=csv` for a table. */
export const GET = route('read', async ({ url }) => {
  const { format, ...filter } = parseQuery(url, confoundersQuery);
  const told = await getConfounders(filter);
  return format === 'csv' ? csvResponse('confounders.csv', confoundersCsv(told)) : json(told);
});
