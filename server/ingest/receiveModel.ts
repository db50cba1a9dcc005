import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Db, Tx } from '@/server/db/client';
import { lockFile } from '@/server/db/lockFile';
import { unneededFiles } from '@/server/db/unneededFiles';
import { type Manifest, manifest as manifestSchema } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import { fieldsError } from '@/server/problem/problemBody';
import { MAX_ATTEMPTS, PRIORITY } from '@/server/queue/job';
import type { FileStore } from '@/server/store/fileStore';
import { sha256Of } from '@/server/store/fileStore';
import { singleFile, textPart } from './delivery';
import { parseJson } from './metadata';
import { type MultipartLimits, parseMultipart } from './multipart';

export const MODEL_LIMITS: MultipartLimits = {
  bodyBytes: 1_001_000_000,
  fileBytes: 1_000_000_000,
  files: 2,
  fieldBytes: 256_000,
};

export type ModelUpload = { onnx: Buffer; manifest: Manifest };

/** Parses `POST /api/v1/models`: the parts `model` (ONNX) and `manifest` (JSON). */
export async function parseModelUpload(request: Request): Promise<ModelUpload> {
  const parts = await parseMultipart(request, MODEL_LIMITS);
  const text = textPart(parts, 'manifest', MODEL_LIMITS.fieldBytes);
  if (text === undefined) {
    throw new AppError('invalid-field', 'manifest: add a part named "manifest" with the JSON', {
      errors: [{ path: 'manifest', detail: 'missing' }],
    });
  }
  const parsed = manifestSchema.safeParse(parseJson(text, 'manifest'));
  if (!parsed.success) throw fieldsError(parsed.error, 'manifest');
  return { onnx: singleFile(parts, 'model'), manifest: parsed.data };
}

/** `registered`: the same version with the same file is there. `checking`: the worker looks at it now. */
export type ModelReceipt = { state: 'registered'; versionId: string } | { state: 'checking'; registrationId: string };

/** Keeps the file and asks the worker to check it. A version never changes: another file under its name is a conflict. */
export async function receiveModel(db: Db, store: FileStore, { onnx, manifest }: ModelUpload): Promise<ModelReceipt> {
  const { name, version } = manifest;
  const known = await db.modelVersion.findFirst({ where: { version, model: { name } } });
  if (known !== null) {
    const sent = await db.registration.findFirst({ where: { versionId: known.id } });
    const same =
      known.sha256 === sha256Of(onnx) && isDeepStrictEqual(sent?.manifest, JSON.parse(JSON.stringify(manifest)));
    if (same) return { state: 'registered', versionId: known.id };
    throw new AppError(
      'conflict',
      `${name}@${version} is registered with another file or manifest: a version never changes, choose a new one`,
    );
  }
  const sha256 = sha256Of(onnx);
  const registrationId = randomUUID();
  try {
    await db.$transaction(async (tx) => {
      await lockFile(tx, sha256);
      await store.put(onnx);
      await tx.registration.create({ data: { id: registrationId, sha256, manifest, status: 'pending' } });
      await addRegistration(tx, registrationId);
    });
  } catch (error) {
    await removeModelFile(db, store, sha256);
    throw error;
  }
  return { state: 'checking', registrationId };
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
