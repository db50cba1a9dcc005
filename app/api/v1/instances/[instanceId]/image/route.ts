import { imageQuery, parseQuery } from '@/server/api/query';
import { route, uuidParam } from '@/server/api/route';
import { instanceImage } from '@/server/queries/instanceImage';

export const dynamic = 'force-dynamic';

/** The image as an 8-bit PNG, the right way up. Browsers keep it and ask each time whether they still may. */
export const GET = route('read', async ({ request, url, params }) => {
  const { invert, ...options } = parseQuery(url, imageQuery);
  const drawn = await instanceImage(uuidParam(params, 'instanceId'), { ...options, invert: invert === '1' });
  const headers = { etag: drawn.etag, 'cache-control': 'private, no-cache' };
  if (request.headers.get('if-none-match') === drawn.etag) return new Response(null, { status: 304, headers });
  return new Response(await drawn.bytes(), { headers: { ...headers, 'content-type': 'image/png' } });
});
