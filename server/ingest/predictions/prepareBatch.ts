import type { Db } from '@/server/db/client';
import { ensureFindingPartitions } from '@/server/db/findingPartitions';
import type { FileStore } from '@/server/store/fileStore';
import type { KeyedHash } from '../keyedHash';
import { readInstances } from './instanceRows';
import { keepLineMasks } from './keepLineMasks';
import { oneGrid } from './mapsOf';
import { type NumberedLine, type PreparedLine, prepareLine } from './preparedLine';
import { type Rejection, rejectionOf } from './rejection';

type Context = { db: Db; store: Pick<FileStore, 'put'>; hash: KeyedHash };

/**
 * What has to be there before the transaction: masks in the store, and the partitions of the times that lines lead to.
 * Lines that cannot be taken are rejected here already.
 */
export async function prepareBatch(
  { db, store, hash }: Context,
  lines: readonly NumberedLine[],
  now: Date,
): Promise<{ lines: PreparedLine[]; rejections: Rejection[] }> {
  const rejections: Rejection[] = [];
  const prepared: PreparedLine[] = [];
  for (const line of lines) {
    if (!oneGrid(line.prediction.findings)) {
      const detail = 'maps of one prediction have one method and one height × width';
      rejections.push({ line: line.line, path: 'findings', detail, code: 'invalid-field' });
      continue;
    }
    try {
      prepared.push(await keepLineMasks(store, prepareLine(line, hash)));
    } catch (error) {
      rejections.push(rejectionOf(line.line, 'masks', error));
    }
  }
  return withPartitions(db, prepared, rejections, now);
}

async function withPartitions(db: Db, lines: PreparedLine[], rejections: Rejection[], now: Date) {
  const known = await readInstances(db, lines);
  const months = new Map<string, unknown>();
  const kept: PreparedLine[] = [];
  for (const line of lines) {
    const instance = known.get(line.ref);
    if ('id' in line.target && instance === undefined) {
      rejections.push({ line: line.line, path: 'instance.id', detail: 'no such instance', code: 'not-found' });
      continue;
    }
    const sent = 'attributes' in line.target ? line.target.attributes.acquiredAt : null;
    const at = instance === undefined ? (sent ?? now) : (instance.acquiredAt ?? instance.receivedAt);
    const month = at.toISOString().slice(0, 7);
    if (!months.has(month)) months.set(month, await problemOf(ensureFindingPartitions(db, [at])));
    const problem = months.get(month);
    if (problem === null) kept.push(line);
    else rejections.push(rejectionOf(line.line, 'instance.acquiredAt', problem));
  }
  return { lines: kept, rejections };
}

const problemOf = (work: Promise<void>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
