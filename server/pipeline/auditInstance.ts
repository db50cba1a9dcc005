import type { Db } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import { noteFailure } from '@/server/versions/noteFailure';
import { AuditFailure, type VersionFailure } from './auditFailure';
import type { ClassifierSpecs } from './classifierSpecs';
import type { Committer } from './committer';
import type { ClassifierSpec, Computer } from './compute/task';
import { computeVersions } from './computeVersions';
import { whyNotScored } from './eligibility';
import { keepMasks } from './keepMasks';
import { type InstanceWork, workOf } from './workOf';

export type PipelineContext = {
  db: Db;
  store: FileStore;
  specs: ClassifierSpecs;
  computer: Computer;
  committer: Committer;
  now: () => Date;
};

/**
 * Runs every version in scope that has not read this instance yet, and persists the answers. May run any number of
 * times: what is there stays as it is. A version that fails does not keep the others from running.
 * @throws AuditFailure when versions failed; what reading the image itself throws
 */
export async function auditInstance(context: PipelineContext, instanceId: string): Promise<void> {
  const work = await workOf(context.db, instanceId);
  if (work === null) return;
  const reason = whyNotScored({ ...work, versions: work.versions.length });
  if (reason !== null) return finish(context, instanceId, 'not-scored', reason);
  const missing = work.versions.filter((id) => !work.done.includes(id));
  if (missing.length === 0) return finish(context, instanceId, 'done', null);
  await read(context, instanceId, work, missing);
}

async function read(
  context: PipelineContext,
  instanceId: string,
  work: InstanceWork,
  versionIds: string[],
): Promise<void> {
  const { store, computer, committer } = context;
  const { fileSha256, uploads, facts } = work;
  const { specs: classifiers, failures } = await openable(context.specs, versionIds);
  await committer.during(async (commit) => {
    const answer = await computeVersions(computer, { fileSha256, uploads, facts, classifiers });
    failures.push(...answer.failures);
    if (answer.readings.length === 0 && failures.length > 0) return;
    const masks = await keepMasks(store, answer.masks);
    await commit({ instanceId, readings: answer.readings, masks, complete: failures.length === 0 });
  });
  if (failures.length === 0) return;
  await noteFailures(context, instanceId, classifiers, failures);
  throw new AuditFailure(failures);
}

/** A version that answers no numbers, or does not answer, is stopped when that happens too often. */
async function noteFailures(
  { db, now }: PipelineContext,
  instanceId: string,
  classifiers: readonly ClassifierSpec[],
  failures: readonly VersionFailure[],
): Promise<void> {
  for (const { version, error } of failures) {
    const versionId = classifiers.find(({ name }) => name === version)?.versionId;
    if (versionId === undefined || !(error instanceof AppError)) continue;
    if (error.code !== 'not-finite' && error.code !== 'too-slow') continue;
    const why = await noteFailure(db, { versionId, instanceId, how: error.code }, now());
    if (why !== null) console.warn(`version ${version} stopped: ${why}`);
  }
}

async function openable(
  specs: ClassifierSpecs,
  versionIds: string[],
): Promise<{ specs: ClassifierSpec[]; failures: VersionFailure[] }> {
  const found: ClassifierSpec[] = [];
  const failures: VersionFailure[] = [];
  for (const id of versionIds) {
    await specs(id).then(
      (spec) => spec !== null && found.push(spec),
      (error: unknown) => failures.push({ version: id, error }),
    );
  }
  return { specs: found, failures };
}

const FINISHED = { done: 'instance:finished', failed: 'instance:failed', 'not-scored': 'instance:skipped' } as const;

/** Sets the status of an instance; each change is an event. */
export async function finish(
  { db }: Pick<PipelineContext, 'db'>,
  instanceId: string,
  status: 'done' | 'failed' | 'not-scored',
  reason: string | null,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.instance.updateMany({
      where: { id: instanceId, OR: [{ status: { not: status } }, reasonDiffers(reason)] },
      data: { status, statusReason: reason },
    });
    if (count > 0) await appendEvents(tx, [{ type: FINISHED[status], payload: { instanceId } }]);
  });
}

/** `not` never matches a null, so a first reason is asked for by name. */
const reasonDiffers = (reason: string | null) =>
  reason === null
    ? { statusReason: { not: null } }
    : { OR: [{ statusReason: null }, { statusReason: { not: reason } }] };
