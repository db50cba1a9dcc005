import type { KeyObject } from 'node:crypto';
import type { Db } from '@/server/db/client';
import type { CheckpointFile } from './checkpoint';
import { readCheckpoints, readTrail, trailHead } from './readTrail';
import { keysInTrail } from './signingKeys';
import { type TrailGuard, trailGuard } from './trailRights';
import { type ChainVerdict, type Fault, openChainCheck, START } from './verifyChain';
import { heldWitnesses, witnessesOf } from './witnesses';

export type TrailVerdict = ChainVerdict & { checkpoints: number; guard: TrailGuard };

type How = {
  /** Those that are trusted, of the checkpoints in the database; with them goes what they vouch for. */
  keys: readonly KeyObject[];
  /** Checkpoints held outside, by the name of their file. */
  held?: readonly { name: string; file: CheckpointFile }[];
  progress?: (done: number, total: number) => void;
};

/** Verifies the whole trail of a database against its own checkpoints, and those that were held outside. */
export async function verifyTrail(db: Db, { keys, held = [], progress }: How): Promise<TrailVerdict> {
  const own = await readCheckpoints(db);
  const head = await trailHead(db);
  const known = [...keys, ...(await keysInTrail(db, keys))];
  const heard = [witnessesOf(own, known, 'the database'), ...held.map(({ name, file }) => heldWitnesses(file, name))];
  const end = head.seq === 0 ? [] : [{ seq: head.seq, hash: head.hash, source: 'head of the trail' }];
  const check = openChainCheck([...heard.flatMap(({ witnesses }) => witnesses), ...end], START);
  let done = 0;
  for await (const records of readTrail(db, 1, head.seq)) {
    for (const record of records) check.add(record);
    done += records.length;
    progress?.(done, head.seq);
  }
  const verdict = check.end();
  const unsigned: Fault[] = heard.flatMap(({ faults }) => faults);
  if (head.top > head.seq)
    unsigned.push({ kind: 'misplaced', from: head.seq + 1, to: head.top, detail: 'after the head of the trail' });
  const checkpoints = own.length + held.reduce((sum, { file }) => sum + file.checkpoints.length, 0);
  return {
    ...verdict,
    // The head is no checkpoint: it lies beside the records.
    agreed: Math.max(0, verdict.agreed - (end.length > 0 && verdict.last?.hash === head.hash ? 1 : 0)),
    faults: [...unsigned, ...verdict.faults],
    faultCount: verdict.faultCount + unsigned.length,
    ...{ checkpoints, guard: await trailGuard(db) },
  };
}
