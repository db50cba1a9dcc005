import { readerOf } from '@/server/api/readerOf';
import { json, route } from '@/server/api/route';
import { getQueueState } from '@/server/review/queueState';

export const dynamic = 'force-dynamic';

export const GET = route('review', async (call) => json(await getQueueState(readerOf(call), new Date())));
