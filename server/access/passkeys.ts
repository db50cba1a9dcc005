import { z } from 'zod';
import type { Db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { appendTrail } from '@/server/trail/appendTrail';
import { type Library, openLibrary } from './authLibrary';
import { type Ceremony, ceremonyHeaders, ceremonyOf } from './ceremony';
import { requireOwnWays } from './ownWays';
import type { OpenedSession, Visitor } from './session';
import { countedFrom, recordRefusal, signInAs } from './signIn';

/** A passkey as its owner sees it. */
export type PasskeyRow = { passkeyId: string; name: string | null; createdAt: Date | null; synced: boolean };

/** Where a ceremony happens: the browser's headers and the origin that it sees. */
export type Place = { headers: Headers; origin: string };

const answered = z.record(z.string(), z.unknown());

type Assertion = NonNullable<Parameters<Library['api']['verifyPasskeyAuthentication']>[0]>['body']['response'];

/** What an authenticator answered; its parts are checked by the ceremony itself. */
const assertion = z.custom<Assertion>((given) => z.object({ id: z.string() }).safeParse(given).success);

/** What the browser needs to show its passkeys; the cookies go with it. */
export async function beginPasskeySignIn(db: Db, place: Place): Promise<Ceremony> {
  const library = await openLibrary({ db, origin: place.origin });
  const response = await library.api.generatePasskeyAuthenticationOptions({
    headers: ceremonyHeaders(place.headers, place.origin),
    asResponse: true,
  });
  const { body, cookies } = await ceremonyOf(response, 'passkeys cannot be asked for now');
  return { body: { ...answered.parse(body), userVerification: 'required' }, cookies };
}

/** Signs in with what the browser's passkey answered. @throws AppError unauthorized, too-many */
export async function finishPasskeySignIn(
  db: Db,
  response: Record<string, unknown>,
  place: Place,
  visitor: Visitor,
  now: Date,
): Promise<OpenedSession> {
  const accountId = await countedFrom(db, visitor, now, async () => {
    const library = await openLibrary({ db, origin: place.origin });
    const answer = await library.api.verifyPasskeyAuthentication({
      body: { response: assertion.parse(response) },
      headers: ceremonyHeaders(place.headers, place.origin),
      asResponse: true,
    });
    try {
      const { body } = await ceremonyOf(answer, 'this passkey is not known here, or the answer came too late');
      return z.object({ user: z.object({ id: z.uuid() }) }).parse(body).user.id;
    } catch (error) {
      await recordRefusal(db, 'passkey', 'wrong', null, now);
      throw error;
    }
  });
  return signInAs(db, accountId, 'passkey', visitor, now);
}

/** What the browser needs to make a passkey for an account. @throws AppError forbidden */
export async function beginPasskey(db: Db, accountId: string, place: Place): Promise<Ceremony> {
  await requireOwnWays(db, accountId);
  const library = await openLibrary({ db, origin: place.origin, registering: await ownerOf(db, accountId) });
  const response = await library.api.generatePasskeyRegistrationOptions({
    headers: ceremonyHeaders(place.headers, place.origin),
    asResponse: true,
  });
  return ceremonyOf(response, 'a passkey cannot be made now');
}

/** Keeps a passkey that the browser made. @throws AppError forbidden, unauthorized */
export async function finishPasskey(
  db: Db,
  accountId: string,
  made: { response: Record<string, unknown>; name: string },
  place: Place,
  now: Date,
): Promise<string> {
  await requireOwnWays(db, accountId);
  const library = await openLibrary({ db, origin: place.origin, registering: await ownerOf(db, accountId) });
  const answer = await library.api.verifyPasskeyRegistration({
    body: made,
    headers: ceremonyHeaders(place.headers, place.origin),
    asResponse: true,
  });
  const { body } = await ceremonyOf(answer, 'the passkey was not made, or too late; begin again');
  const { id } = z.object({ id: z.uuid() }).parse(body);
  await db.$transaction((tx) => record(tx, accountId, 'passkey added', now));
  return id;
}

/** Passkeys of an account, the oldest first. */
export async function listPasskeys(db: Db, accountId: string): Promise<PasskeyRow[]> {
  const rows = await db.passkey.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' }, take: 100 });
  return rows.map(({ id, name, createdAt, backedUp }) => ({ passkeyId: id, name, createdAt, synced: backedUp }));
}

/** Takes a passkey of the account away. @throws AppError not-found */
export async function removePasskey(db: Db, accountId: string, passkeyId: string, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.passkey.deleteMany({ where: { id: passkeyId, accountId } });
    if (count === 0) throw new AppError('not-found', 'no passkey of yours has this id');
    await record(tx, accountId, 'passkey removed', now);
  });
}

async function ownerOf(db: Db, accountId: string): Promise<{ id: string; name: string }> {
  const { id, email } = await db.account.findUniqueOrThrow({ where: { id: accountId } });
  return { id, name: email };
}

const record = (tx: Parameters<typeof appendTrail>[0], accountId: string, change: string, now: Date) =>
  appendTrail(tx, [
    {
      kind: 'account:changed',
      at: now,
      actor: `account ${accountId}`,
      subjects: [`account:${accountId}`],
      body: { change },
    },
  ]);
