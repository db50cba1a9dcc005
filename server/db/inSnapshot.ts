import type { Db, Tx } from './client';

/**
 * Reads rows with what they belong to as they were at one moment. The client loads relations with queries of their
 * own: without this, a row that is removed meanwhile comes back with a relation of null, whatever its type says.
 */
export function inSnapshot<Rows>(db: Db, read: (tx: Tx) => Promise<Rows>): Promise<Rows> {
  return db.$transaction(read, { isolationLevel: 'RepeatableRead' });
}
