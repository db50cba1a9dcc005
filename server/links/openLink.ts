import { ADDRESS_LIMIT, type AttemptLimit, addressKey, countAttempt, forgive } from '@/server/access/attempts';
import type { Db } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { isPasscode } from './passcode';
import { recordOnce, recordView, type ViewOutcome, visitorOf } from './recordView';
import { beginVisit, doorOf, type LinkRow } from './visit';

/** Five tries at a passcode, whoever tries; then a quarter of an hour, twice as long after each further one. */
const PASSCODE_LIMIT: AttemptLimit = { tries: 5, lockMs: 15 * 60_000, forgetMs: 24 * 3_600_000, doubling: true };

export type Knock = { token: string; passcode: string | null; cookies: string | null; address: string | null };

export type Opened =
  | { opened: true; visit: { cookie: string; until: Date } | null }
  | { opened: false; because: 'unknown' | Exclude<ViewOutcome, 'opened' | 'page'> };

/**
 * Opens a link for a browser: asks for the passcode and counts a view. One that has it open already is not counted
 * again (`visit` null). Of several at once no more get in than the cap allows.
 */
export async function openLink(db: Db, { token, passcode, cookies, address }: Knock, now: Date): Promise<Opened> {
  const door = await doorOf(db, token, cookies, now);
  if (door === null) return { opened: false, because: 'unknown' };
  if (door.visiting) return { opened: true, visit: null };
  const { link } = door;
  const visitor = visitorOf(link.salt, address);
  const because = door.state === 'open' ? await tryPasscode(db, link, passcode, address, now) : door.state;
  if (because !== null) {
    const view = { outcome: because, visitor, at: now };
    // Each try at a passcode is told; the lock keeps their number small.
    if (because === 'wrong-passcode') await db.$transaction((tx) => recordView(tx, link, view));
    else await recordOnce(db, link, view);
    return { opened: false, because };
  }
  const visit = await db.$transaction(async (tx) => {
    const counted = await tx.$executeRaw`
      update audit_link set views = views + 1
      where id = ${link.id}::uuid and revoked_at is null and expires_at > ${now} and (view_cap is null or views < view_cap)`;
    if (counted === 0) return null;
    const begun = await beginVisit(tx, link, now);
    await recordView(tx, link, { outcome: 'opened', visitor, at: now });
    await appendEvents(tx, [{ type: 'link:changed', payload: { linkId: link.id } }]);
    return begun;
  });
  if (visit !== null) return { opened: true, visit };
  const after = await doorOf(db, token, null, now);
  const state = after === null || after.state === 'open' ? 'used-up' : after.state;
  await recordOnce(db, link, { outcome: state, visitor, at: now });
  return { opened: false, because: state };
}

/** Null when the passcode is right, or none is needed. A try counts before it is made, so that many at once are no way. */
async function tryPasscode(
  db: Db,
  { id, passcodeHash }: LinkRow,
  passcode: string | null,
  address: string | null,
  now: Date,
): Promise<'wrong-passcode' | 'locked' | null> {
  if (passcodeHash === null) return null;
  const [ofLink, ofAddress] = [`link:${id}`, addressKey('link', address)];
  try {
    await countAttempt(db, ofAddress, ADDRESS_LIMIT, now);
    await countAttempt(db, ofLink, PASSCODE_LIMIT, now);
  } catch (error) {
    if (error instanceof AppError && error.code === 'too-many') return 'locked';
    throw error;
  }
  if (!(await isPasscode(passcode ?? '', passcodeHash))) return 'wrong-passcode';
  await forgive(db, ofLink, true);
  await forgive(db, ofAddress, false);
  return null;
}
