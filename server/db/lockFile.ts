import type { Tx } from './client';

/**
 * Holds the file of a hash for the rest of the transaction: who writes rows that need it, and who removes it when
 * nobody does, wait for each other.
 */
export async function lockFile(tx: Tx, sha256: string): Promise<void> {
  await tx.$queryRaw`select 1 as locked from pg_advisory_xact_lock(hashtextextended(${`file:${sha256}`}, 0))`;
}

/**
 * Holds files for the rest of the transaction that writes rows which need them: others may hold them too, but nobody
 * removes them meanwhile. In the order of their hashes, as `unneededFiles` takes them, so that nobody waits in a circle.
 */
export async function holdFiles(tx: Tx, sha256s: string[]): Promise<void> {
  await tx.$queryRaw`
    select count(pg_advisory_xact_lock_shared(hashtextextended('file:' || file.sha256, 0))) as held
    from unnest(${sha256s.toSorted()}::text[]) as file (sha256)`;
}
