import { route, uuidParam } from '@/server/api/route';
import { instanceImage } from '@/server/queries/instanceImage';
import { PIXELS_TYPE } from '@/server/queries/pixelBody';

export const dynamic = 'force-dynamic';

/** The pixels at full depth, with what makes greys of them. Browsers keep them and ask each time whether they still may. */
export const GET = route('read', async ({ request, params }) => {
  const drawn = await instanceImage(uuidParam(params, 'instanceId'), 'pixels');
  const headers = { etag: drawn.etag, 'cache-control': 'private, no-cache' };
  if (request.headers.get('if-none-match') === drawn.etag) return new Response(null, { status: 304, headers });
  return new Response(await drawn.bytes(), { headers: { ...headers, 'content-type': PIXELS_TYPE } });
});
