import { parseQuery, reviewPaging } from '@/server/api/query';
import { readerOf } from '@/server/api/readerOf';
import { json, route } from '@/server/api/route';
import { listReads } from '@/server/review/queueState';

export const dynamic = 'force-dynamic';

export const GET = route('review', async ({ url, principal }) => {
  const { cursor, limit } = parseQuery(url, reviewPaging);
  return json(await listReads(readerOf({ principal }), { cursor, limit }));
});
