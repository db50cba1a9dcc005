import { createHash } from 'node:crypto';
import type { Tx } from '@/server/db/client';
import { addJob } from './addJob';
import { PRIORITY } from './job';

/** Instances of one job: some fifty milliseconds of work. */
const CHUNK = 100;

/**
 * Asks that the rules be held against instances, in the transaction that writes what they are asked of. The same instances
 * that wait already are not doubled; a job may run any number of times.
 */
export async function askFlags(tx: Tx, instanceIds: readonly string[]): Promise<void> {
  const ids = [...new Set(instanceIds)].sort();
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK);
    const key = `flag-instances:${createHash('sha256').update(chunk.join()).digest('hex').slice(0, 32)}`;
    await addJob(tx, 'flag-instances', { instanceIds: chunk }, { key, priority: PRIORITY.phantom });
  }
}
