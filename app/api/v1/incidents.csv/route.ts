import { listIncidents } from '@/server/alarms/incidents';
import { csvPages, csvResponse } from '@/server/api/csv';
import { incidentFilter, parseQuery } from '@/server/api/query';
import { route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

const HEADER = ['number', 'title', 'state', 'owner', 'resolution', 'alarms', 'open_alarms', 'opened_at', 'closed_at'];

const PAGE = 200;

/** All incidents of a filter, streamed page by page. */
export const GET = route('read', async ({ url }) => {
  const { state } = parseQuery(url, incidentFilter);
  const document = csvPages(HEADER, async (cursor) => {
    const { rows, nextCursor } = await listIncidents({ state, cursor, limit: PAGE });
    const cells = rows.map(({ number, title, owner, resolution, ...row }) => [
      ...[number, title, row.state, owner?.name, resolution, row.alarms, row.openAlarms],
      ...[row.openedAt, row.closedAt],
    ]);
    return { rows: cells, nextCursor };
  });
  return csvResponse('incidents.csv', document);
});
