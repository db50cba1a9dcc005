import { imageQuery, parseQuery } from '@/server/api/query';
import { route, uuidParam } from '@/server/api/route';
import { instanceImage } from '@/server/queries/instanceImage';

export const dynamic = 'force-dynamic';

/** The image as an 8-bit PNG, the right way up. An instance's pixels never change, so browsers may keep it. */
export const GET = route('read', async ({ request, url, params }) => {
  const { invert, ...options } = parseQuery(url, imageQuery);
  const rendered = await instanceImage(uuidParam(params, 'instanceId'), { ...options, invert: invert === '1' });
  const headers = { etag: rendered.etag, 'cache-control': 'private, max-age=31536000, immutable' };
  if (request.headers.get('if-none-match') === rendered.etag) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(await rendered.png()), { headers: { ...headers, 'content-type': 'image/png' } });
});
