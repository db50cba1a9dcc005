import type { KeyObject } from 'node:crypto';
import type { Db, Tx } from '@/server/db/client';
import { appendTrail } from './appendTrail';
import { type Checkpoint, keyIdOf, publicPem, signPlace } from './checkpoint';
import { checkpointOf } from './readTrail';
import { isIntroduced, keySubject } from './signingKeys';

type Signer = { key: KeyObject; actor: string; now: Date };

/**
 * Signs the end of the trail as it is. Where nothing but the record of the last checkpoint came since, and by the same
 * key, that one is answered. Null for an empty trail. The record of a key's first checkpoint holds its public half, so
 * that what it signed can be verified when another key has taken its place.
 */
export async function signTrail(
  db: Db,
  { key, actor, now }: Signer,
): Promise<{ checkpoint: Checkpoint; made: boolean } | null> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('trail checkpoint', 0))::text as held`;
    const head = await tx.trailHead.findUniqueOrThrow({ where: { id: 1 } });
    if (head.seq === 0n) return null;
    const last = await tx.trailCheckpoint.findFirst({ orderBy: { seq: 'desc' } });
    const same = last !== null && last.keyId === keyIdOf(key);
    if (same && !(await hasNews(tx, last.seq, head.seq))) return { checkpoint: checkpointOf(last), made: false };
    const checkpoint = signPlace({ seq: Number(head.seq), hash: head.hash }, now, key);
    const { type: _type, seq, at, ...rest } = checkpoint;
    await tx.trailCheckpoint.createMany({
      data: [{ ...rest, seq: BigInt(seq), at: new Date(at) }],
      skipDuplicates: true,
    });
    const { hash, keyId } = checkpoint;
    const fresh = !(await isIntroduced(tx, keyId));
    await appendTrail(tx, [
      {
        ...{ kind: 'checkpoint:signed', at: now, actor },
        subjects: [`checkpoint:${seq}`, ...(fresh ? [keySubject(keyId)] : [])],
        body: { seq, hash, keyId, ...(fresh && { publicKey: publicPem(key) }) },
      },
    ]);
    return { checkpoint, made: true };
  });
}

/** Whether anything else than the record of the checkpoint at `signed` came after it. */
async function hasNews(tx: Tx, signed: bigint, head: bigint): Promise<boolean> {
  if (head > signed + 1n) return true;
  if (head === signed) return false;
  const record = await tx.trailRecord.findUnique({ where: { seq: head }, select: { kind: true } });
  return record?.kind !== 'checkpoint:signed';
}
