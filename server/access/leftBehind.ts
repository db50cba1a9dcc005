import type { Db, Tx } from '@/server/db/client';
import { appendTrail } from '@/server/trail/appendTrail';

/** What an account made that works without it: API keys and audit links that are neither revoked nor over. */
export type LeftBehind = { liveKeys: number; liveLinks: number };

const NOTHING: LeftBehind = { liveKeys: 0, liveLinks: 0 };

/** By account; of each that is asked for. Links are the institution's, and keys those of other systems: both go on. */
export async function leftBehind(
  db: Db,
  accountIds: readonly string[],
  now: Date,
): Promise<(accountId: string) => LeftBehind> {
  const makers = accountIds.map((id) => `account ${id}`);
  const rows = await db.$queryRaw<(LeftBehind & { maker: string })[]>`
    select maker, count(*) filter (where kind = 'key')::int as "liveKeys",
      count(*) filter (where kind = 'link')::int as "liveLinks"
    from (
      select created_by as maker, 'key' as kind from api_key
      where revoked_at is null and (expires_at is null or expires_at > ${now})
      union all
      select created_by, 'link' from audit_link
      where revoked_at is null and expires_at > ${now} and (view_cap is null or views < view_cap)
    ) made
    where maker = any(${makers})
    group by maker`;
  const found = new Map(rows.map(({ maker, ...row }) => [maker, row]));
  return (accountId) => found.get(`account ${accountId}`) ?? NOTHING;
}

/** Revokes the keys that an account made and that work still, each with a record. Call it late in `tx`. */
export async function revokeKeysOf(tx: Tx, accountId: string, who: string, now: Date): Promise<void> {
  const rows = await tx.apiKey.updateManyAndReturn({
    where: {
      createdBy: `account ${accountId}`,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
    data: { revokedAt: now },
    select: { id: true },
  });
  await appendTrail(
    tx,
    rows.map(({ id }) => ({
      ...{ kind: 'key:changed' as const, at: now, actor: who, subjects: [`key:${id}`, `account:${accountId}`] },
      body: { change: 'revoked', because: 'the account that made it was disabled' },
    })),
  );
}
