import { maskQuery, parseQuery } from '@/server/api/query';
import { route, uuidParam } from '@/server/api/route';
import { DELIVERED_SOURCES } from '@/server/audit/maskSource';
import { ZONES } from '@/server/audit/zone';
import { db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { store } from '@/server/store/store';

export const dynamic = 'force-dynamic';

/** One zone's mask as a PNG of 0 and 255. `?source=` when several sources delivered it; else the newest pick: upload first. */
export const GET = route('read', async ({ request, url, params }) => {
  const { source } = parseQuery(url, maskQuery);
  const rows = await db().mask.findMany({
    where: {
      instanceId: uuidParam(params, 'instanceId'),
      zone: ZONES.find((known) => known === params.zone) ?? '',
      ...(source !== undefined && { source }),
    },
  });
  const mask = rows.find((row) => DELIVERED_SOURCES.some((source) => source === row.source)) ?? rows[0];
  if (mask === undefined) throw new AppError('not-found', 'no mask of this zone was delivered or found');
  const headers = { etag: `"${mask.sha256}"`, 'cache-control': 'private, no-cache' };
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
  const bytes = new Uint8Array(await store().get(mask.sha256));
  return new Response(bytes, { headers: { ...headers, 'content-type': 'image/png' } });
});
