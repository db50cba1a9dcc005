import { listDeliveries } from '@/server/alarms/channels';
import { deliveryPaging, parseQuery } from '@/server/api/query';
import { json, route, uuidParam } from '@/server/api/route';

export const dynamic = 'force-dynamic';

/** What a channel was told. */
export const GET = route('govern', async ({ url, params }) =>
  json(await listDeliveries(uuidParam(params, 'channelId'), parseQuery(url, deliveryPaging))),
);
