import { withBase } from '@/app/shell/basePath';
import { openSession, sessionCookie } from '@/server/access/session';
import { redeemSignInToken } from '@/server/access/signInToken';
import { readText } from '@/server/api/readText';
import { problemResponse } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

/** The sign-in page's form: uses the token up, sets the session cookie and goes on to the dashboard. */
export async function POST(request: Request): Promise<Response> {
  try {
    const form = new URLSearchParams(await readText(request, 10_000));
    if (!(await redeemSignInToken(db(), form.get('token') ?? ''))) return seeOther(withBase('/signin?problem=link'));
    const { cookie, expiresAt } = await openSession(db());
    return seeOther(ownPath(form.get('next')), { 'set-cookie': sessionCookie(request.headers, cookie, expiresAt) });
  } catch (error) {
    return problemResponse(error);
  }
}

// Relative on purpose: behind a proxy our own host is not the one that the browser knows.
const seeOther = (location: string, headers: Record<string, string> = {}): Response =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store', ...headers } });

/** A path of ours without the base path, or the overview: never somebody else's address. */
const ownPath = (next: string | null): string => {
  const path = next?.match(/^\/(?![/\\])(?!.*\.\.)([\x21-\x5b\x5d-\x7e]*)$/)?.[1];
  return withBase(`/${path ?? ''}`);
};
