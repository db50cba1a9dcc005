import type { Tx } from './client';

/**
 * Holds the file of a hash for the rest of the transaction: who writes rows that need it, and who removes it when
 * nobody does, wait for each other.
 */
export async function lockFile(tx: Tx, sha256: string): Promise<void> {
  await tx.$queryRaw`select 1 as locked from pg_advisory_xact_lock(hashtextextended(${`file:${sha256}`}, 0))`;
}
