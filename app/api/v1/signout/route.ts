import { withBase } from '@/app/shell/basePath';
import { closeSession, endedCookie, sessionCookieOf } from '@/server/access/session';
import { route } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const POST = route('read', async ({ request }) => {
  const cookie = sessionCookieOf(request.headers.get('cookie') ?? undefined);
  if (cookie !== null) await closeSession(db(), cookie);
  return new Response(null, {
    status: 303,
    headers: { location: withBase('/signin'), 'set-cookie': endedCookie(request.headers) },
  });
});
