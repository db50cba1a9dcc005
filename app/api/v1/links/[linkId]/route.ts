import { json, route, uuidParam } from '@/server/api/route';
import { getLink } from '@/server/links/listLinks';

export const dynamic = 'force-dynamic';

export const GET = route('share', async ({ params }) => json(await getLink(uuidParam(params, 'linkId'), new Date())));
