import { type Db, db as processDb } from '@/server/db/client';

/** Accounts at most that a list offers. */
const MOST = 500;

/** Who may own an incident: accounts that are not disabled and may do more than look, by name. */
export async function listOwners(db: Db = processDb()): Promise<{ id: string; name: string }[]> {
  return db.account.findMany({
    where: { disabledAt: null, role: { not: 'viewer' } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
}
