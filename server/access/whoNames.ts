import type { Db } from '@/server/db/client';

/** Names for what records keep as `account <id>` or `key <id>`; what is gone, or was never either, is not in the answer. */
export async function namesOf(db: Db, whos: readonly string[]): Promise<Map<string, string>> {
  const ids = (kind: string): string[] => [
    ...new Set(whos.flatMap((who) => (who.startsWith(`${kind} `) ? [who.slice(kind.length + 1)] : []))),
  ];
  const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  const [accounts, keys] = await Promise.all([
    db.account.findMany({ where: { id: { in: ids('account').filter(isUuid) } }, select: { id: true, name: true } }),
    db.apiKey.findMany({ where: { id: { in: ids('key').filter(isUuid) } }, select: { id: true, name: true } }),
  ]);
  return new Map([
    ...accounts.map(({ id, name }) => [`account ${id}`, name] as const),
    ...keys.map(({ id, name }) => [`key ${id}`, name] as const),
  ]);
}

/** As `namesOf`, with a word behind those whose account is disabled: of who made what still works. */
export async function makersOf(db: Db, whos: readonly string[]): Promise<Map<string, string>> {
  const names = await namesOf(db, whos);
  const ids = [...names.keys()].flatMap((who) => (who.startsWith('account ') ? [who.slice('account '.length)] : []));
  const gone = await db.account.findMany({
    where: { id: { in: ids }, disabledAt: { not: null } },
    select: { id: true },
  });
  for (const { id } of gone) names.set(`account ${id}`, `${names.get(`account ${id}`) ?? ''} (disabled)`);
  return names;
}
