import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Db, Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { removeModelFile } from '@/server/ingest/receiveModel';
import { appendEvents } from '@/server/live/outbox';
import { type ClassifierManifest, type Manifest, manifest as manifestSchema } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import { MAX_ATTEMPTS, PRIORITY } from '@/server/queue/job';
import type { FileStore } from '@/server/store/fileStore';
import { appendTrail } from '@/server/trail/appendTrail';
import { rowsHash } from '@/server/trail/predictionRecord';
import { registeredAs } from '@/server/versions/registeredAs';
import { inspectApart } from './inspectApart';
import type { Inspected } from './inspectReply';
import { requireSegmenter } from './requireSegmenter';
import { trialOf } from './trialOf';
import { reportOf, tryModel } from './tryModel';

/** How a model is tried against its manifest. */
export type Inspect = (bytes: Uint8Array, manifest: Manifest) => Promise<Inspected>;

/**
 * Checks an uploaded model and makes it a version, or writes down why not. Runs again without harm. The file is tried
 * in a process of its own; `inspect` takes another way, as tests do to which the process is not the point.
 */
export async function registerModel(
  db: Db,
  store: FileStore,
  registrationId: string,
  inspect?: Inspect,
): Promise<void> {
  const registration = await db.registration.findUnique({ where: { id: registrationId } });
  if (registration === null || registration.status !== 'pending') return;
  if (registration.dry) return tryModel(db, store, registration);
  const manifest = manifestSchema.parse(registration.manifest);
  try {
    await requireSegmenter(db, manifest);
    const bytes = await store.get(registration.sha256);
    // What was tried on images already is not tried a second time.
    const trial =
      inspect !== undefined || registration.report !== null
        ? null
        : await trialOf(db, store, { manifest, instanceId: null, reads: false });
    const inspection = await (inspect?.(bytes, manifest) ?? inspectApart(bytes, manifest, undefined, trial));
    const report = reportOf(inspection);
    await db.$transaction(async (tx) => {
      const version = await insertVersion(tx, registration, inspection);
      await tx.registration.update({
        where: { id: registrationId },
        data: { status: 'done', versionId: version, ...(report !== null && { report: plain(report) }) },
      });
      if (manifest.kind === 'classifier') await backfill(tx, manifest);
      await appendTrail(tx, [
        {
          ...{ kind: 'model:registered', at: new Date(), actor: 'system worker' },
          subjects: [`version:${version}`, `registration:${registrationId}`],
          body: {
            ...{ name: manifest.name, version: manifest.version, kind: manifest.kind, sha256: registration.sha256 },
            manifestSha256: rowsHash([plain(manifest)]),
          },
        },
      ]);
      await appendEvents(tx, [{ type: 'model:registered', payload: { versionId: version } }]);
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error;
    await db.registration.update({
      where: { id: registrationId },
      data: { status: 'refused', problem: problemBody(error) },
    });
    await removeModelFile(db, store, registration.sha256);
  }
}

/** As the database keeps it. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

/** What was sent: the file and the manifest as parsed. */
type Upload = { sha256: string; manifest: unknown };

async function insertVersion(
  tx: Tx,
  registration: Upload,
  { manifest, saliency, assumed, graph, golden }: Inspected,
): Promise<string> {
  const { sha256 } = registration;
  await tx.model.createMany({ data: [{ id: randomUUID(), name: manifest.name }], skipDuplicates: true });
  const model = await tx.model.findUniqueOrThrow({ where: { name: manifest.name } });
  const id = randomUUID();
  const { version, kind } = manifest;
  const { count } = await tx.modelVersion.createMany({
    data: [{ id, modelId: model.id, version, kind, sha256, manifest, saliency, assumed, graph, ...goldenOf(golden) }],
    skipDuplicates: true,
  });
  if (count === 0) return sameVersion(tx, model.id, version, registration);
  await registeredAs(tx, id, manifest, new Date());
  if (manifest.kind === 'classifier') {
    await tx.finding.createMany({
      data: manifest.findings.map(({ name, baseline, anatomy, threshold }, channel) => {
        if (baseline === undefined || anatomy === undefined) throw new RangeError(`finding not filled in: ${name}`);
        return { versionId: id, channel, name, baseline, anatomy, threshold: threshold ?? null };
      }),
    });
  }
  return id;
}

const goldenOf = (golden: Inspected['golden']) =>
  golden ? { golden: { ...golden, met: { runtime: golden.runtime, at: new Date().toISOString() } } } : {};

/** The version that another registration has made meanwhile, if it is the very same one. */
async function sameVersion(tx: Tx, modelId: string, version: string, sent: Upload): Promise<string> {
  const known = await tx.modelVersion.findUniqueOrThrow({ where: { modelId_version: { modelId, version } } });
  const registered = await tx.registration.findFirst({ where: { versionId: known.id } });
  if (known.sha256 === sent.sha256 && isDeepStrictEqual(registered?.manifest, sent.manifest)) return known.id;
  throw new AppError(
    'conflict',
    `version ${version} was registered meanwhile with another file or manifest: choose a new one`,
  );
}

/** Images that are there already are read too, after everything that arrives meanwhile; of some only predictions are. */
async function backfill(tx: Tx, { scope }: ClassifierManifest): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    select graphile_worker.add_job(
      'audit-instance', json_build_object('instanceId', id), max_attempts => ${MAX_ATTEMPTS},
      job_key => 'audit-instance:' || id, priority => ${PRIORITY.backfill}
    )
    from instance
    where demo = ${scope === 'demo'} and file_sha256 is not null and (status in ('done', 'failed') or status_reason = 'no_model')`);
}
