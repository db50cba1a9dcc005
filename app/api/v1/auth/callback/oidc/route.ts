import { sessionCookie } from '@/server/access/sessionCookie';
import { finishSingleSignOn, requireProvider } from '@/server/access/singleSignOn';
import { visitorOf } from '@/server/access/visitor';
import { openRoute } from '@/server/api/openRoute';
import { placeOf, seeOther } from '@/server/api/signInAnswer';
import { db } from '@/server/db/client';
import { publicPath } from '@/server/settings';

export const dynamic = 'force-dynamic';

/** The provider sends the browser back here. */
export const GET = openRoute(async (request) => {
  const visitor = visitorOf(request.headers);
  const { search } = new URL(request.url);
  const done = await finishSingleSignOn(db(), requireProvider(), search, placeOf(request), visitor, new Date());
  if ('problem' in done) return seeOther(publicPath(`/signin?problem=${done.problem}`), done.cookies);
  const cookie = sessionCookie(request.headers, done.session.cookie, done.session.expiresAt);
  return seeOther(done.onward.location, [...done.onward.cookies, cookie]);
});
