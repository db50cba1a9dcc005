import { json, route, uuidParam } from '@/server/api/route';
import { getPromotion } from '@/server/versions/promotion';

export const dynamic = 'force-dynamic';

/** A promotion with its outcome. */
export const GET = route('read', async ({ params }) => json(await getPromotion(uuidParam(params, 'promotionId'))));
