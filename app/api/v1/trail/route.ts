import { parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { trailShown } from '@/server/api/trailShown';
import { listTrail, trailFilter, trailPaging } from '@/server/queries/trail';

export const dynamic = 'force-dynamic';

/** Records of the audit trail, newest first, cursor-paged. */
export const GET = route('trail', async ({ url, principal }) => {
  const page = await listTrail(parseQuery(url, trailFilter), parseQuery(url, trailPaging));
  return json({ ...page, rows: await trailShown(principal, page.rows) });
});
