import { listDeliveries } from '@/server/alarms/channels';
import { csvPages, csvResponse } from '@/server/api/csv';
import { route, uuidParam } from '@/server/api/route';

export const dynamic = 'force-dynamic';

const HEADER = ['id', 'event', 'title', 'state', 'attempts', 'not_before', 'outcome', 'created_at', 'delivered_at'];

const PAGE = 200;

/** All that a channel was told, streamed page by page. */
export const GET = route('govern', async ({ params }) => {
  const id = uuidParam(params, 'channelId');
  const document = csvPages(HEADER, async (cursor) => {
    const { rows, nextCursor } = await listDeliveries(id, { cursor, limit: PAGE });
    const cells = rows.map((row) => [
      ...[row.id, row.event, row.title, row.state, row.attempts, row.notBefore, row.lastOutcome],
      ...[row.createdAt, row.deliveredAt],
    ]);
    return { rows: cells, nextCursor };
  });
  return csvResponse('deliveries.csv', document);
});
