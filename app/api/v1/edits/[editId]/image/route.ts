import { editImageQuery } from '@/server/api/editQuery';
import { parseQuery } from '@/server/api/query';
import { route, uuidParam } from '@/server/api/route';
import { editImage } from '@/server/queries/editFiles';

export const dynamic = 'force-dynamic';

/** The edited picture as an 8-bit PNG. Browsers keep it and ask each time whether they still may. */
export const GET = route('read', async ({ request, url, params }) => {
  const { size } = parseQuery(url, editImageQuery);
  const picture = await editImage(uuidParam(params, 'editId'), size);
  const headers = { etag: picture.etag, 'cache-control': 'private, no-cache' };
  if (request.headers.get('if-none-match') === picture.etag) return new Response(null, { status: 304, headers });
  return new Response(await picture.bytes(), { headers: { ...headers, 'content-type': 'image/png' } });
});
