import type { z } from 'zod';
import type { OpenedSession } from '@/server/access/session';
import { sessionCookie } from '@/server/access/sessionCookie';
import { originOf } from '@/server/access/visitor';
import { parseJson } from '@/server/ingest/metadata';
import { fieldsError } from '@/server/problem/problemBody';
import { publicPath } from '@/server/settings';
import { readText } from './readText';

const LONGEST_BODY = 50_000;

/** Parses the JSON of a request. Never kept, not even as a sum: it may hold a password. @throws AppError invalid-field */
export async function readJson<Asked>(request: Request, schema: z.ZodType<Asked>): Promise<Asked> {
  const parsed = schema.safeParse(parseJson(await readText(request, LONGEST_BODY), ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  return parsed.data;
}

/** JSON with cookies, which no cache may keep. */
export function jsonWithCookies(body: unknown, cookies: readonly string[], status = 200): Response {
  const answer = Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie);
  return answer;
}

/** Tells a page that it is signed in now, and where to go: `next` is a path with the base path. */
export const signedIn = (request: Request, opened: OpenedSession, next: string | undefined): Response =>
  jsonWithCookies({ accountId: opened.accountId, next: publicPath(ownPath(next)) }, [
    sessionCookie(request.headers, opened.cookie, opened.expiresAt),
  ]);

/** A redirect to a path of ours or a provider's address. */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const answer = new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie);
  return answer;
}

/** A path of ours without the base path, or the overview: never somebody else's address. */
export function ownPath(next: string | null | undefined): `/${string}` {
  const path = next?.match(/^\/(?![/\\])(?!.*\.\.)([\x21-\x5b\x5d-\x7e]*)$/)?.[1];
  return `/${path ?? ''}`;
}

/** Where a ceremony of the library happens. */
export const placeOf = (request: Request): { headers: Headers; origin: string } => ({
  headers: request.headers,
  origin: originOf(request.headers),
});
