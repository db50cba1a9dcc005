import { getComposition } from '@/server/alarms/getComposition';
import { csv, csvResponse } from '@/server/api/csv';
import { compositionQuery, parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

const HEADER = ['by', 'stratum', 'week', 'share', 'n', 'reference_share', 'reference_n', 'moved'];

/** Who comes, against a reference period. */
export const GET = route('read', async ({ url }) => {
  const { model, finding = null, referenceFrom, referenceTo, format } = parseQuery(url, compositionQuery);
  const composition = await getComposition({ model, finding, referenceFrom, referenceTo });
  if (format !== 'csv') return json(composition);
  const rows = composition.shares.flatMap(({ by, stratum, weeks, reference, moved }) =>
    weeks.map(({ start, share, n }) => {
      const before = reference.n === 0 ? null : reference.hits / reference.n;
      return [by, stratum, start, share, n, before, reference.n, moved];
    }),
  );
  return csvResponse('composition.csv', csv(HEADER, rows));
});
