import { parseQuery } from '@/server/api/query';
import { json, route, uuidParam } from '@/server/api/route';
import { saliencyMethodsQuery } from '@/server/api/saliencyQuery';
import { listSaliencyMethods } from '@/server/queries/saliencyMethods';

export const dynamic = 'force-dynamic';

/** Every method for this image: what is there, what may be asked for at what cost, and what is not and why. */
export const GET = route('read', async ({ url, params }) =>
  json(await listSaliencyMethods(uuidParam(params, 'instanceId'), parseQuery(url, saliencyMethodsQuery).model)),
);
