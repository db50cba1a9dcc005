import { readerOf } from '@/server/api/readerOf';
import { json, route, uuidParam } from '@/server/api/route';
import { getRead } from '@/server/review/readerView';

export const dynamic = 'force-dynamic';

export const GET = route('review', async (call) =>
  json(await getRead(uuidParam(call.params, 'readId'), readerOf(call))),
);
