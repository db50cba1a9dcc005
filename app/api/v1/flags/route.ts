import { csvPages, csvResponse } from '@/server/api/csv';
import { hiddenOf } from '@/server/api/hiddenCase';
import { flagsQuery, parseQuery } from '@/server/api/query';
import { FLAGS_HEADER, flagCells } from '@/server/api/reviewCsv';
import { json, route } from '@/server/api/route';
import { listFlags } from '@/server/review/listFlags';

export const dynamic = 'force-dynamic';

const PAGE = 200;

/** A page of flags, or with `format=csv` all of the filter. */
export const GET = route('read', async ({ url, principal }) => {
  const { cursor, limit, format, rule, instance, model, finding } = parseQuery(url, flagsQuery);
  const filter = { rule, instance, model, finding };
  const hidden = await hiddenOf(principal);
  if (format !== 'csv') return json(await listFlags(filter, { cursor, limit }, hidden));
  const document = csvPages(FLAGS_HEADER, async (at) => {
    const { rows, nextCursor } = await listFlags(filter, { cursor: at, limit: PAGE }, hidden);
    return { rows: rows.map(flagCells), nextCursor };
  });
  return csvResponse('flags.csv', document);
});
