import { generalisationCsv } from '@/server/api/comparisonCsv';
import { csvResponse } from '@/server/api/csv';
import { generalisationQuery, parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { getGeneralisation } from '@/server/queries/generalisation';

export const dynamic = 'force-dynamic';

/** Every version with a finding on every site; `format=csv` for a table. */
export const GET = route('read', async ({ url }) => {
  const { format, finding, ...filter } = parseQuery(url, generalisationQuery);
  const told = await getGeneralisation(finding, filter);
  return format === 'csv' ? csvResponse('generalisation.csv', generalisationCsv(told)) : json(told);
});
