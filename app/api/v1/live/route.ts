import { json, route } from '@/server/api/route';
import { getLiveStatus } from '@/server/queries/liveStatus';

export const dynamic = 'force-dynamic';

/** Newest event, queue depth and age of the data. */
export const GET = route('read', async () => json(await getLiveStatus()));
