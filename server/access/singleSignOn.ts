import { z } from 'zod';
import type { Db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { settings } from '@/server/settings';
import { applyChange } from './accounts';
import { AUTH_PATH, OIDC, type Oidc, openLibrary } from './authLibrary';
import { ceremonyHeaders, cookiesOf } from './ceremony';
import type { Place } from './passkeys';
import { ROLES, type Role } from './principal';
import { type OpenedSession, roleOf, type Visitor } from './session';
import { countedFrom, recordRefusal, signInAs } from './signIn';

/** Where the browser goes next, with which cookies. */
export type Onward = { location: string; cookies: string[] };

/** Why a sign-in by the provider came to nothing; words of the sign-in page's `problem`. */
export type SingleSignOnProblem = 'provider' | 'collision' | 'disabled';

/** The provider that is set up. @throws AppError not-found without one */
export function requireProvider(): Oidc {
  const { oidc } = settings();
  if (oidc === null) throw new AppError('not-found', 'no single sign-on is set up here');
  return oidc;
}

/** The role that the provider's claim names, the highest when it names several; `viewer` when none of ours. */
export function roleOfClaims(claims: Record<string, unknown>, roleClaim: string): Role {
  const given = claims[roleClaim];
  const words = Array.isArray(given) ? given : [given];
  return ROLES.find((role) => words.includes(role)) ?? 'viewer';
}

/** Sends the browser to the provider. `next`: a path of ours, where it goes once signed in. @throws AppError */
export async function beginSingleSignOn(db: Db, oidc: Oidc, next: `/${string}`, place: Place): Promise<Onward> {
  const library = await openLibrary({ db, origin: place.origin, oidc });
  const back = `${place.origin}${settings().basePath}${next}`;
  const response = await library.api.signInSocial({
    body: { provider: OIDC, callbackURL: back, errorCallbackURL: `${place.origin}${settings().basePath}/signin` },
    headers: ceremonyHeaders(place.headers, place.origin),
    asResponse: true,
  });
  const parsed = z.object({ url: z.url() }).safeParse(response.ok ? await response.json() : null);
  if (!parsed.success) throw new AppError('unavailable', 'the single sign-on provider does not answer');
  return { location: parsed.data.url, cookies: cookiesOf(response) };
}

/** What came of the provider's answer: a session and where to go, or why not. */
export type Finished = { session: OpenedSession; onward: Onward } | { problem: SingleSignOnProblem; cookies: string[] };

/**
 * Takes the provider's answer. The account is the one of the provider's subject; a new one is made, and its role follows
 * the provider at each sign-in. An account that has the same e-mail address already is not taken over.
 */
export async function finishSingleSignOn(
  db: Db,
  oidc: Oidc,
  search: string,
  place: Place,
  visitor: Visitor,
  now: Date,
): Promise<Finished> {
  let claims: Record<string, unknown> | undefined;
  const library = await openLibrary({
    db,
    origin: place.origin,
    oidc,
    onProfile: (told) => {
      claims = told;
    },
  });
  const url = `${place.origin}${settings().basePath}${AUTH_PATH}/callback/${OIDC}${search}`;
  const response = await library.handler(new Request(url, { headers: ceremonyHeaders(place.headers, place.origin) }));
  const location = response.headers.get('location') ?? '';
  const cookies = cookiesOf(response);
  const problem = new URL(location, place.origin).searchParams.get('error');
  const subject = claims?.sub;
  if (problem !== null || claims === undefined || (typeof subject !== 'string' && typeof subject !== 'number')) {
    console.warn(`single sign-on: not signed in: ${problem ?? 'no claims'}`);
    const told = problem === 'account_not_linked' ? 'collision' : 'provider';
    await recordRefusal(db, 'single sign-on', told, null, now);
    return { problem: told, cookies };
  }
  const session = await openFor(db, String(subject), roleOfClaims(claims, oidc.roleClaim), visitor, now);
  return session === null ? { problem: 'disabled', cookies } : { session, onward: { location, cookies } };
}

async function openFor(
  db: Db,
  subject: string,
  role: Role,
  visitor: Visitor,
  now: Date,
): Promise<OpenedSession | null> {
  const { accountId } = await db.credential.findUniqueOrThrow({
    where: { providerId_providerAccountId: { providerId: OIDC, providerAccountId: subject } },
  });
  const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
  if (account.disabledAt !== null) {
    await recordRefusal(db, 'single sign-on', 'disabled', accountId, now);
    return null;
  }
  if (roleOf(account.role) !== role) await followRole(db, accountId, role, now);
  return countedFrom(db, visitor, now, () => signInAs(db, accountId, 'single sign-on', visitor, now));
}

/** The last administrator stays one, whatever the provider says: somebody must be able to mend it. */
async function followRole(db: Db, accountId: string, role: Role, now: Date): Promise<void> {
  try {
    await db.$transaction((tx) => applyChange(tx, accountId, { role }, 'system single sign-on', now));
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    console.warn('single sign-on: the last administrator keeps the role that the provider took away');
  }
}
