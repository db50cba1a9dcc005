import type { Db, Tx } from '@/server/db/client';

/** NOTIFY channel: who may do what has changed; open sockets are looked at anew. */
export const ACCESS_CHANNEL = 'sightline_access';

/** Tells every web process at the commit that sessions, keys or roles have changed. */
export async function tellAccessChanged(tx: Db | Tx): Promise<void> {
  await tx.$executeRaw`select pg_notify(${ACCESS_CHANNEL}, '')`;
}
