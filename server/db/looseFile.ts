import type { Tx } from './client';

/**
 * Notes that rows which needed these files are gone, in the transaction that deletes them (or finds that it cannot write
 * them): whoever sweeps looks whether another row needs them still.
 */
export async function noteLooseFiles(tx: Tx, sha256s: string[]): Promise<void> {
  await tx.looseFile.createMany({ data: [...new Set(sha256s)].map((sha256) => ({ sha256 })), skipDuplicates: true });
}
