import { route, uuidParam } from '@/server/api/route';
import { instanceImage } from '@/server/queries/instanceImage';
import { PIXELS_TYPE } from '@/server/queries/pixelBody';

export const dynamic = 'force-dynamic';

/** The pixels at full depth, with what makes greys of them. They never change, so browsers may keep them. */
export const GET = route('read', async ({ request, params }) => {
  const drawn = await instanceImage(uuidParam(params, 'instanceId'), 'pixels');
  const headers = { etag: drawn.etag, 'cache-control': 'private, max-age=31536000, immutable' };
  if (request.headers.get('if-none-match') === drawn.etag) return new Response(null, { status: 304, headers });
  return new Response(await drawn.bytes(), { headers: { ...headers, 'content-type': PIXELS_TYPE } });
});
