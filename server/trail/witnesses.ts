import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Checkpoint, type CheckpointFile, isSigned } from './checkpoint';
import type { Fault, Witness } from './verifyChain';

/**
 * Checkpoints that are signed by one of the keys, as witnesses; the others as faults. `where`: as in `the database` or
 * the name of a file.
 */
export function witnessesOf(
  checkpoints: readonly Checkpoint[],
  keys: readonly KeyObject[],
  where: string,
): { witnesses: Witness[]; faults: Fault[] } {
  const witnesses: Witness[] = [];
  const faults: Fault[] = [];
  for (const one of checkpoints) {
    const { seq, hash, at, keyId } = one;
    if (isSigned(one, keys)) witnesses.push({ seq, hash, source: `checkpoint of ${at} (${where})` });
    else {
      const detail = `the checkpoint of ${at} (${where}) is not signed by a known key; it names ${keyId}`;
      faults.push({ kind: 'signature', from: seq, to: seq, detail });
    }
  }
  return { witnesses, faults };
}

/** Of checkpoints that were held outside: they are verified by the keys that were held with them. */
export const heldWitnesses = ({ checkpoints, publicKeys }: CheckpointFile, where: string) =>
  witnessesOf(
    checkpoints,
    publicKeys.map((pem) => createPublicKey(pem)),
    where,
  );
