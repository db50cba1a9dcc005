import { whoOf } from '@/server/access/principal';
import { endSessions } from '@/server/access/session';
import { endedCookie } from '@/server/access/sessionCookie';
import { route } from '@/server/api/route';
import { seeOther } from '@/server/api/signInAnswer';
import { db } from '@/server/db/client';
import { publicPath } from '@/server/settings';

export const dynamic = 'force-dynamic';

export const POST = route('read', async ({ request, principal }) => {
  const { sessionId } = principal;
  const by = { who: whoOf(principal), reason: 'signed out', now: new Date() };
  if (sessionId !== undefined) await db().$transaction((tx) => endSessions(tx, { id: sessionId }, by));
  return seeOther(publicPath('/signin'), [endedCookie(request.headers)]);
});
