import { editsQuery } from '@/server/api/editQuery';
import { parseQuery } from '@/server/api/query';
import { json, route, uuidParam } from '@/server/api/route';
import { getEdits } from '@/server/queries/edits';

export const dynamic = 'force-dynamic';

/** The edits of an image; an empty list where there are none. */
export const GET = route('read', async ({ url, params }) =>
  json(await getEdits(uuidParam(params, 'instanceId'), parseQuery(url, editsQuery).model)),
);
