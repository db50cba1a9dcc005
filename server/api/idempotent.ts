import { createHash } from 'node:crypto';
import type { Db } from '@/server/db/client';
import type { Prisma } from '@/server/db/generated/client';
import { AppError } from '@/server/problem/appError';

export type Answer = { status: number; body: Prisma.InputJsonValue };

/** A request that runs says so this often. */
const RENEWED_MS = 10_000;

/** One that has not said so for longer than this was cut off, with the process that ran it; its key may be used again. */
const ABANDONED_MS = 30_000;

/** A fingerprint of what a request says, whatever its encoding. */
export function fingerprintOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(createHash('sha256').update(part).digest());
  return hash.digest('hex');
}

/**
 * Runs `work` once per `Idempotency-Key`, caller and path: the same request again gets the first answer. Another
 * request under the same key is refused; a failed one may be sent again under its key. Without the header: just runs.
 */
export async function idempotent(
  db: Db,
  call: { request: Request; principal: { id: string } },
  fingerprint: string,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const key = call.request.headers.get('idempotency-key');
  if (key === null) return work();
  if (!/^[\x21-\x7e]{1,128}$/.test(key))
    throw new AppError('invalid-field', 'Idempotency-Key: 1 to 128 visible ASCII characters');
  const id = { principal: call.principal.id, key, path: new URL(call.request.url).pathname };
  const earlier = await claim(db, id, fingerprint);
  if (earlier !== null) return earlier;
  const renewal = setInterval(() => void renew(db, id), RENEWED_MS);
  try {
    const answer = await work();
    await db.idempotentRequest.update({
      where: { principal_key_path: id },
      data: { status: answer.status, body: answer.body },
    });
    return answer;
  } catch (error) {
    await db.idempotentRequest.deleteMany({ where: id });
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

type RequestId = { principal: string; key: string; path: string };

/** Says that the request still runs. A database that is away is the request's own trouble, and not told twice. */
async function renew(db: Db, id: RequestId): Promise<void> {
  const running = { where: { ...id, status: null }, data: { createdAt: new Date() } };
  await db.idempotentRequest.updateMany(running).catch(() => undefined);
}

/** Null when the caller may go on; the earlier answer when there is one. */
async function claim(db: Db, id: RequestId, fingerprint: string): Promise<Answer | null> {
  const { count } = await db.idempotentRequest.createMany({ data: [{ ...id, fingerprint }], skipDuplicates: true });
  if (count === 1) return null;
  const row = await db.idempotentRequest.findUnique({ where: { principal_key_path: id } });
  if (row === null) return claim(db, id, fingerprint);
  if (row.fingerprint !== fingerprint) {
    throw new AppError('idempotency-mismatch', 'this Idempotency-Key came with another request before; use a new key');
  }
  if (row.status !== null && row.body !== null) return { status: row.status, body: row.body };
  const taken = await db.idempotentRequest.updateMany({
    where: { ...id, status: null, createdAt: { lt: new Date(Date.now() - ABANDONED_MS) } },
    data: { createdAt: new Date() },
  });
  if (taken.count === 1) return null;
  throw new AppError('conflict', 'a request with this Idempotency-Key is still running; ask again in a moment');
}
