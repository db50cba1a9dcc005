import type { Db, Tx } from '@/server/db/client';
import type { Registration } from '@/server/db/generated/client';
import { holdFiles } from '@/server/db/lockFile';
import { noteLooseFiles } from '@/server/db/looseFile';
import { type Manifest, manifest as manifestSchema } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import {
  createRegistration,
  keepRegistration,
  type ModelReceipt,
  removeModelFile,
  type TryUpload,
  versionReceipt,
} from './receiveModel';

/** A try that became no version is kept this long. */
export const TRY_KEPT_MS = 86_400_000;

/** Keeps the file of a model that is only to be tried, and asks the worker to; answers the registration's id. */
export async function receiveTry(db: Db, store: FileStore, { onnx, manifest, instanceId }: TryUpload): Promise<string> {
  await requireImage(db, instanceId);
  return keepRegistration(db, store, onnx, { manifest: plain(manifest), dry: true, instanceId });
}

/** Tries the file of an earlier try once more, with another manifest or on another image. */
export async function tryAgain(
  db: Db,
  id: string,
  wanted: { manifest?: Manifest | undefined; instance?: string | undefined },
): Promise<string> {
  await requireImage(db, wanted.instance ?? null);
  return db.$transaction(async (tx) => {
    const { sha256, manifest, instanceId } = await held(tx, id);
    const given = wanted.manifest === undefined ? manifest : withFiles(wanted.manifest, manifest);
    return createRegistration(tx, {
      ...{ sha256, manifest: plain(given), dry: true },
      instanceId: wanted.instance ?? instanceId,
    });
  });
}

/** Makes a version of what was tried: the same file, the same manifest. @throws AppError `conflict` when not tried */
export async function registerTried(db: Db, id: string): Promise<ModelReceipt> {
  return db.$transaction(async (tx) => {
    const tried = await held(tx, id);
    if (tried.status !== 'tried') throw new AppError('conflict', `this try is ${tried.status}: try it before`);
    const { sha256, report } = tried;
    const manifest = manifestSchema.parse(tried.manifest);
    const known = await versionReceipt(tx, sha256, manifest);
    if (known !== null) return known;
    const kept = { sha256, manifest: plain(manifest), ...(report !== null && { report: plain(report) }) };
    return { state: 'checking', registrationId: await createRegistration(tx, kept) };
  });
}

/** Forgets a try and, unless somebody else needs it, its file. @throws AppError `conflict` for one that is none */
export async function forgetTry(db: Db, store: FileStore, id: string): Promise<void> {
  const row = await db.registration.findUnique({ where: { id } });
  if (row === null) throw unknown();
  if (!row.dry) throw new AppError('conflict', 'this is a registration, not a try');
  await db.registration.deleteMany({ where: { id, dry: true } });
  await removeModelFile(db, store, row.sha256);
}

/** Forgets the tries of more than a day ago; their files are noted as loose. Answers how many there were. */
export async function sweepTries(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - TRY_KEPT_MS);
  return db.$transaction(async (tx) => {
    const old = await tx.registration.findMany({ where: { dry: true, createdAt: { lt: before } } });
    await noteLooseFiles(
      tx,
      old.map(({ sha256 }) => sha256),
    );
    const { count } = await tx.registration.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
    return count;
  });
}

/** A try whose file stays while this transaction lasts. */
async function held(tx: Tx, id: string): Promise<Registration> {
  const first = await tx.registration.findUnique({ where: { id } });
  if (first === null) throw unknown();
  await holdFiles(tx, [first.sha256]);
  const row = await tx.registration.findUnique({ where: { id } });
  if (row === null) throw unknown();
  if (!row.dry) throw new AppError('conflict', 'this is a registration, not a try');
  return row;
}

const unknown = () => new AppError('not-found', 'no try has this id; they are kept for a day');

async function requireImage(db: Db, instanceId: string | null): Promise<void> {
  if (instanceId === null) return;
  const found = await db.instance.count({ where: { id: instanceId, fileSha256: { not: null } } });
  if (found > 0) return;
  throw new AppError('invalid-field', 'instance: no image has this id', {
    errors: [{ path: 'instance', detail: 'no image has this id' }],
  });
}

/** What a file was put together from is said by whoever put it together. */
function withFiles({ externalData: _, ...manifest }: Manifest, before: unknown): unknown {
  const files = typeof before === 'object' && before !== null && 'externalData' in before ? before.externalData : null;
  return files ? { ...manifest, externalData: files } : manifest;
}

/** As the database keeps it. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
