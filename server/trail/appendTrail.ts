import type { Tx } from '@/server/db/client';
import { contentOf } from './content';
import type { TrailEntry } from './trailEntry';

/**
 * Appends records to the audit trail, in order, in the transaction that does what they tell. The head's row lock is held
 * until the commit: call it late, and before `appendEvents`, so that nobody takes the two locks the other way round.
 */
export async function appendTrail(tx: Tx, entries: readonly TrailEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.$executeRaw`select append_trail(${entries.map(contentOf)}::text[])`;
}
