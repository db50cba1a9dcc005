import type { Db } from '@/server/db/client';
import type { Principal } from './principal';
import { roleOf } from './session';

/**
 * Which of the callers that were let in earlier still stand as they were: the session or key is there, and no scope was
 * taken from it. Two queries, however many there are.
 */
export async function whoStand(
  db: Db,
  callers: readonly Principal[],
  now = new Date(),
): Promise<(caller: Principal) => boolean> {
  const sessionIds = callers.flatMap(({ sessionId }) => sessionId ?? []);
  const keyIds = callers.flatMap(({ kind, id }) => (kind === 'key' ? [id] : []));
  const [sessions, keys] = await Promise.all([
    sessionIds.length === 0
      ? []
      : db.session.findMany({
          where: { id: { in: sessionIds }, expiresAt: { gt: now }, account: { disabledAt: null } },
          select: { id: true, account: { select: { role: true } } },
        }),
    keyIds.length === 0
      ? []
      : db.apiKey.findMany({
          where: { id: { in: keyIds }, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
          select: { id: true },
        }),
  ]);
  const roles = new Map(sessions.map(({ id, account }) => [id, roleOf(account.role)]));
  const working = new Set(keys.map(({ id }) => id));
  // With another role the browser connects anew, and its pages are made for the role that it has now.
  return ({ kind, id, role, sessionId }) =>
    kind === 'key' ? working.has(id) : sessionId !== undefined && roles.get(sessionId) === role;
}
