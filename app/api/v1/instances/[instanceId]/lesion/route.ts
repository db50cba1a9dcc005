import { lesionMaskQuery } from '@/server/api/lesionPaths';
import { parseQuery } from '@/server/api/query';
import { route, uuidParam } from '@/server/api/route';
import { lesionPicture } from '@/server/queries/caseLesions';

export const dynamic = 'force-dynamic';

/** Where a finding is, as a PNG of 0 and 255; `?source=` when several were sent. */
export const GET = route('read', async ({ url, params }) => {
  const { finding, source } = parseQuery(url, lesionMaskQuery);
  const { bytes, etag } = await lesionPicture(uuidParam(params, 'instanceId'), finding, source);
  return new Response(bytes, { headers: { 'content-type': 'image/png', etag, 'cache-control': 'private, no-cache' } });
});
