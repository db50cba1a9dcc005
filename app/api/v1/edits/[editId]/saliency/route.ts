import { editSaliencyQuery } from '@/server/api/editQuery';
import { parseQuery } from '@/server/api/query';
import { json, route, uuidParam } from '@/server/api/route';
import { editSaliency } from '@/server/queries/editFiles';

export const dynamic = 'force-dynamic';

export const GET = route('read', async ({ url, params }) =>
  json(await editSaliency(uuidParam(params, 'editId'), parseQuery(url, editSaliencyQuery))),
);
