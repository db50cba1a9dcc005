import { acceptLink } from '@/server/access/acceptLink';
import { readLink } from '@/server/access/oneTimeLink';
import { sessionCookie } from '@/server/access/sessionCookie';
import { visitorOf } from '@/server/access/visitor';
import { openRoute } from '@/server/api/openRoute';
import { readText } from '@/server/api/readText';
import { ownPath, seeOther } from '@/server/api/signInAnswer';
import { db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { publicPath } from '@/server/settings';

export const dynamic = 'force-dynamic';

/** The form of a link that asks for nothing: uses it up, sets the session cookie and goes on to the dashboard. */
export const POST = openRoute(async (request) => {
  const form = new URLSearchParams(await readText(request, 10_000));
  const token = form.get('token') ?? '';
  const now = new Date();
  const link = await readLink(db(), token, now);
  // Another link's page asks for a name or a password first.
  if (link !== null && link.purpose !== 'sign-in')
    return seeOther(publicPath(`/signin?token=${encodeURIComponent(token)}`));
  try {
    const opened = await acceptLink(db(), { token }, visitorOf(request.headers), now);
    // Relative on purpose: behind a proxy our own host is not the one that the browser knows.
    const cookie = sessionCookie(request.headers, opened.cookie, opened.expiresAt);
    return seeOther(publicPath(ownPath(form.get('next'))), [cookie]);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return seeOther(publicPath(error.code === 'too-many' ? '/signin?problem=many' : '/signin?problem=link'));
  }
});
