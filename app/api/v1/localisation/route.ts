import { csvResponse } from '@/server/api/csv';
import { shownTo } from '@/server/api/hiddenCase';
import { localisationCsv } from '@/server/api/localisationCsv';
import { parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { getLocalisation, localisationQuery } from '@/server/queries/localisation';

export const dynamic = 'force-dynamic';

/** How a version's maps lie to the lesions of a finding; `format=csv` for a table. */
export const GET = route('read', async ({ url, principal }) => {
  const { model, finding, method, format } = parseQuery(url, localisationQuery);
  const told = await getLocalisation({ model, finding, method });
  return format === 'csv'
    ? csvResponse('localisation.csv', localisationCsv(told))
    : json(await shownTo(principal, told));
});
