import { csvPages, csvResponse } from '@/server/api/csv';
import { linksQuery, viewCells, viewColumns } from '@/server/api/linkSchema';
import { parseQuery } from '@/server/api/query';
import { json, route, uuidParam } from '@/server/api/route';
import { getLink, listViews } from '@/server/links/listLinks';

export const dynamic = 'force-dynamic';

/** Who looked at a link, newest first; with format=csv all of them. */
export const GET = route('share', async ({ url, params }) => {
  const id = uuidParam(params, 'linkId');
  const { cursor, limit, format } = parseQuery(url, linksQuery);
  await getLink(id, new Date());
  if (format !== 'csv') return json(await listViews(id, { cursor, limit }));
  const document = csvPages(viewColumns, async (from) => {
    const { rows, nextCursor } = await listViews(id, { cursor: from, limit: 200 });
    return { rows: rows.map(viewCells), nextCursor };
  });
  return csvResponse('link-views.csv', document);
});
