import type { Db } from '@/server/db/client';
import type { TrailCheckpoint, TrailRecord } from '@/server/db/generated/client';
import { type ChainedRecord, type ChainPlace, GENESIS } from './chain';
import { CHECKPOINT_TYPE, type Checkpoint } from './checkpoint';

/** Records at a time. */
const CHUNK = 2_000;

/** A row as it is hashed, verified and handed out. */
export const recordOf = ({ seq, at, ...row }: TrailRecord): ChainedRecord => ({
  seq: Number(seq),
  at: at.toISOString(),
  kind: row.kind,
  actor: row.actor,
  subjects: row.subjects,
  content: row.content,
  previous: row.previous,
  hash: row.hash,
});

export const checkpointOf = ({ seq, at, hash, keyId, signature }: TrailCheckpoint): Checkpoint => ({
  ...{ type: CHECKPOINT_TYPE, seq: Number(seq), hash, at: at.toISOString(), keyId, signature },
});

/** The end of the trail as its head has it; everything up to there is committed. `top`: the last record there is. */
export async function trailHead(db: Db): Promise<ChainPlace & { top: number }> {
  const [head] = await db.$queryRaw<(ChainPlace & { top: number })[]>`
    select seq::float8 as seq, hash, (select coalesce(max(seq), 0)::float8 from trail_record) as top
    from trail_head where id = 1`;
  return head ?? { seq: 0, hash: GENESIS, top: 0 };
}

/** Records from `from` to `to`, in the order of their numbers, some at a time. */
export async function* readTrail(db: Db, from: number, to: number): AsyncGenerator<ChainedRecord[]> {
  for (let next = from; next <= to; ) {
    const rows = await db.trailRecord.findMany({
      where: { seq: { gte: next, lte: to } },
      orderBy: { seq: 'asc' },
      take: CHUNK,
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(recordOf);
    next = Number(last.seq) + 1;
  }
}

/** All checkpoints, oldest first. */
export const readCheckpoints = async (db: Db): Promise<Checkpoint[]> =>
  (await db.trailCheckpoint.findMany({ orderBy: { seq: 'asc' } })).map(checkpointOf);
