import { linkPictureQuery } from '@/server/api/linkSchema';
import { parseQuery } from '@/server/api/query';
import { route, uuidParam } from '@/server/api/route';
import { sharedPicture } from '@/server/links/sharedPicture';
import { AppError } from '@/server/problem/appError';

export const dynamic = 'force-dynamic';

/** A case's picture as a link of this policy would show it: for the preview before it is made. */
export const GET = route('share', async ({ url, params }) => {
  const { image } = parseQuery(url, linkPictureQuery);
  const drawn = await sharedPicture(uuidParam(params, 'instanceId'), image);
  if (drawn === null) throw new AppError('not-found', 'there is no picture, or the policy shows none');
  return new Response(Uint8Array.from(drawn.png), {
    headers: { 'content-type': 'image/png', 'cache-control': 'no-store' },
  });
});
