import { parseQuery, saliencyQuery } from '@/server/api/query';
import { json, route, uuidParam } from '@/server/api/route';
import { getSaliency } from '@/server/queries/saliency';

export const dynamic = 'force-dynamic';

export const GET = route('read', async ({ url, params }) => {
  const { model, finding, method } = parseQuery(url, saliencyQuery);
  return json(await getSaliency(uuidParam(params, 'instanceId'), { model, finding, method }));
});
