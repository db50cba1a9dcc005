import type { Db } from '@/server/db/client';
import type { KeyedHash } from './keyedHash';
import { nameInstances } from './nameInstances';
import type { NamedTruth } from './recordTruths';
import type { TruthLine } from './truthLine';

/** Lines with the ids of their instances; null where nothing is known under the sender's name. */
export async function nameTruths(db: Db, hash: KeyedHash, lines: readonly TruthLine[]): Promise<(NamedTruth | null)[]> {
  const ids = await nameInstances(db, hash, lines);
  return lines.map(({ finding, value, source }, index) => {
    const instanceId = ids[index] ?? null;
    return instanceId === null ? null : { instanceId, finding, value, source };
  });
}
