import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Db, Tx } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import type { Mapping } from './mapping';

/** How far an import is. `lines`: rows that were read, whatever became of them. */
export type Progress = { lines: number; accepted: number; unchanged: number; rejected: number };

export type ImportRun = Progress & { id: string; status: string };

/** The sha256 of a file's bytes. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

/** What an import is known by: the same file read in the same way goes on, or was done. */
export const importKey = (fileSha256: string, mapping: Mapping | null): string =>
  createHash('sha256')
    .update(`${fileSha256} ${JSON.stringify(mapping)}`)
    .digest('hex');

type Wanted = { key: string; fileSha256: string; format: string; mapping: Mapping | null };

/**
 * Begins an import, or finds the one that it goes on with. One that was undone begins anew; one that is done is
 * answered as such, and begins anew only when `again` asks for it.
 * @throws AppError conflict while it is being undone
 */
export async function beginImport(db: Db, wanted: Wanted, again: boolean, now: Date): Promise<ImportRun> {
  const { mapping, ...row } = wanted;
  await db.importRun.createMany({
    data: [{ ...row, id: randomUUID(), mapping: mapping ?? {}, status: 'running', startedAt: now, updatedAt: now }],
    skipDuplicates: true,
  });
  const known = await db.importRun.findUniqueOrThrow({ where: { key: wanted.key } });
  if (known.status === 'undoing')
    throw new AppError('conflict', `import ${known.id} is being undone: finish that first`);
  if (known.status === 'undone' || (known.status === 'done' && again)) {
    const counts = { lines: 0, unchanged: 0, rejected: 0, ...(known.status === 'undone' && { accepted: 0 }) };
    const anew = { status: 'running', startedAt: now, updatedAt: now, finishedAt: null, ...counts };
    return runOf(await db.importRun.update({ where: { id: known.id }, data: anew }));
  }
  return runOf(known);
}

type Row = { id: string; status: string; lines: bigint; accepted: bigint; unchanged: bigint; rejected: bigint };

const runOf = ({ id, status, lines, accepted, unchanged, rejected }: Row): ImportRun => ({
  id,
  status,
  lines: Number(lines),
  accepted: Number(accepted),
  unchanged: Number(unchanged),
  rejected: Number(rejected),
});

/**
 * Writes how far an import is, in the transaction of a batch.
 * @throws AppError conflict when another process has gone on with it meanwhile
 */
export async function advanceImport(tx: Tx, id: string, before: number, after: Progress, now: Date): Promise<void> {
  const { count } = await tx.importRun.updateMany({
    where: { id, status: 'running', lines: before },
    data: { ...after, updatedAt: now },
  });
  if (count !== 1) throw new AppError('conflict', `import ${id} is being read or undone by another process`);
}

export async function finishImport(db: Db, id: string, lines: number, now: Date): Promise<void> {
  await db.importRun.updateMany({
    where: { id, status: 'running', lines },
    data: { status: 'done', updatedAt: now, finishedAt: now },
  });
}
