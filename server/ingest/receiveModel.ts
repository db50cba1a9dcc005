import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Db, Tx } from '@/server/db/client';
import type { Prisma } from '@/server/db/generated/client';
import { isUuid } from '@/server/db/isUuid';
import { lockFile } from '@/server/db/lockFile';
import { unneededFiles } from '@/server/db/unneededFiles';
import { type Manifest, manifest as manifestSchema } from '@/server/model/manifest';
import { inlineData } from '@/server/onnx/inlineData';
import { AppError } from '@/server/problem/appError';
import { fieldsError } from '@/server/problem/problemBody';
import { MAX_ATTEMPTS, PRIORITY } from '@/server/queue/job';
import type { FileStore } from '@/server/store/fileStore';
import { sha256Of } from '@/server/store/fileStore';
import { singleFile, textPart } from './delivery';
import { parseJson } from './metadata';
import { type Multipart, type MultipartLimits, parseMultipart } from './multipart';

/** Exporters write one; those that split by size write some dozens. */
const MOST_DATA_FILES = 64;

export const MODEL_LIMITS: MultipartLimits = {
  bodyBytes: 1_001_000_000,
  fileBytes: 1_000_000_000,
  // The model, its manifest, and what its weights lie in.
  files: 2 + MOST_DATA_FILES,
  fieldBytes: 256_000,
};

export type ModelUpload = { onnx: Buffer; manifest: Manifest };

/** A model that is only to be tried. Without a manifest one is made up, of this name. `instanceId`: tried on it. */
export type TryUpload = { onnx: Buffer; manifest: Manifest | { name: string }; instanceId: string | null };

/**
 * Parses `POST /api/v1/models`: the parts `model` (ONNX), `manifest` (JSON), and `data` for each file that the model's
 * weights lie in, whose tensors are put into the model.
 */
export async function parseModelUpload(request: Request): Promise<ModelUpload> {
  const parts = await parseMultipart(request, MODEL_LIMITS);
  const text = textPart(parts, 'manifest', MODEL_LIMITS.fieldBytes);
  if (text === undefined)
    throw fieldError('manifest', 'missing', 'manifest: add a part named "manifest" with the JSON');
  const { externalData: _, ...manifest } = readManifest(text);
  const { onnx, files } = wholeModel(parts);
  return { onnx, manifest: { ...manifest, ...(files.length > 0 && { externalData: files }) } };
}

/** The same for `?dry=1`, where the manifest may be left out, and `instance` may name a stored image. */
export async function parseTryUpload(request: Request): Promise<TryUpload> {
  const parts = await parseMultipart(request, MODEL_LIMITS);
  const text = textPart(parts, 'manifest', MODEL_LIMITS.fieldBytes);
  const instanceId = textPart(parts, 'instance', 100) ?? null;
  if (instanceId !== null && !isUuid(instanceId)) throw fieldError('instance', 'no image has this id');
  const { onnx, files } = wholeModel(parts);
  const externalData = files.length > 0 ? { externalData: files } : {};
  if (text === undefined || text.trim() === '') {
    const sent = parts.files.find(({ field }) => field === 'model')?.name ?? '';
    return { onnx, manifest: { name: nameOf(sent), ...externalData }, instanceId };
  }
  const { externalData: _, ...manifest } = readManifest(text);
  return { onnx, manifest: { ...manifest, ...externalData }, instanceId };
}

function readManifest(text: string): Manifest {
  const parsed = manifestSchema.safeParse(parseJson(text, 'manifest'));
  if (!parsed.success) throw fieldsError(parsed.error, 'manifest');
  return parsed.data;
}

const fieldError = (path: string, detail: string, whole = `${path}: ${detail}`): AppError =>
  new AppError('invalid-field', whole, { errors: [{ path, detail }] });

/** A version's name out of a file's: what a name may not have becomes a hyphen. */
function nameOf(file: string): string {
  const stem = (file.split(/[\\/]/).at(-1) ?? '').replace(/\.onnx$/i, '');
  const name = stem.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return name.slice(0, 64) || 'model';
}

/** The model with the tensors of its data files inside. Nothing is kept before all of it is sound. */
function wholeModel(parts: Multipart): { onnx: Buffer; files: NonNullable<Manifest['externalData']> } {
  const model = singleFile(parts, 'model');
  const sent = parts.files.filter(({ field }) => field === 'data');
  if (sent.length === 0) return { onnx: model, files: [] };
  if (sent.length > MOST_DATA_FILES) throw fieldError('data', `at most ${MOST_DATA_FILES} files`);
  const data = sent.map(({ name = '', bytes }) => ({ name, bytes }));
  try {
    const onnx = Buffer.concat(inlineData(model, data));
    return { onnx, files: data.map(({ name, bytes }) => ({ name, sha256: sha256Of(bytes), bytes: bytes.length })) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError('unreadable-model', `the model's files do not fit: ${cause.message}`, {
      errors: [{ path: 'data', detail: cause.message }],
      cause,
    });
  }
}

/** `registered`: the same version with the same file is there. `checking`: the worker looks at it now. */
export type ModelReceipt = { state: 'registered'; versionId: string } | { state: 'checking'; registrationId: string };

/** Keeps the file and asks the worker to check it. A version never changes: another file under its name is a conflict. */
export async function receiveModel(db: Db, store: FileStore, { onnx, manifest }: ModelUpload): Promise<ModelReceipt> {
  const known = await versionReceipt(db, sha256Of(onnx), manifest);
  if (known !== null) return known;
  return { state: 'checking', registrationId: await keepRegistration(db, store, onnx, { manifest }) };
}

/** The version that was registered with the same file and manifest; null when its name is free. @throws AppError `conflict` */
export async function versionReceipt(db: Db | Tx, sha256: string, manifest: Manifest): Promise<ModelReceipt | null> {
  const { name, version } = manifest;
  const known = await db.modelVersion.findFirst({ where: { version, model: { name } } });
  if (known === null) return null;
  const sent = await db.registration.findFirst({ where: { versionId: known.id } });
  const same = known.sha256 === sha256 && isDeepStrictEqual(sent?.manifest, JSON.parse(JSON.stringify(manifest)));
  if (same) return { state: 'registered', versionId: known.id };
  throw new AppError(
    'conflict',
    `${name}@${version} is registered with another file or manifest: a version never changes, choose a new one`,
  );
}

/** What a registration is made with besides its file. */
export type NewRegistration = Pick<
  Prisma.RegistrationUncheckedCreateInput,
  'manifest' | 'dry' | 'instanceId' | 'report'
>;

/** Keeps the file, and the registration that the worker is asked to look at; both or neither. Answers its id. */
export async function keepRegistration(
  db: Db,
  store: FileStore,
  onnx: Buffer,
  wanted: NewRegistration,
): Promise<string> {
  const sha256 = sha256Of(onnx);
  try {
    return await db.$transaction(async (tx) => {
      await lockFile(tx, sha256);
      await store.put(onnx);
      return createRegistration(tx, { ...wanted, sha256 });
    });
  } catch (error) {
    await removeModelFile(db, store, sha256);
    throw error;
  }
}

/** A registration of a file that is kept already, under its lock; answers its id. */
export async function createRegistration(tx: Tx, wanted: NewRegistration & { sha256: string }): Promise<string> {
  const id = randomUUID();
  await tx.registration.create({ data: { ...wanted, id, status: 'pending' } });
  await addRegistration(tx, id);
  return id;
}

/**
 * Adds the job. All registrations share one queue of the queue, so that they run one after the other, whatever the
 * number of workers: models that take their full minute may hold up each other, but never what arrives meanwhile.
 */
async function addRegistration(tx: Tx, registrationId: string): Promise<void> {
  const key = `register-model:${registrationId}`;
  await tx.$queryRaw`
    select 1 as added from graphile_worker.add_job(
      'register-model', ${JSON.stringify({ registrationId })}::json, queue_name => 'registration',
      max_attempts => ${MAX_ATTEMPTS}, job_key => ${key}, priority => ${PRIORITY.registration}
    )`;
}

/** Removes a model's file unless a version or a registration that is not refused needs it. */
export async function removeModelFile(db: Db, store: FileStore, sha256: string): Promise<void> {
  await db.$transaction(async (tx) => {
    if ((await unneededFiles(tx, [sha256])).length > 0) await store.remove(sha256);
  });
}
