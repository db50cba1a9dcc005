import { randomUUID } from 'node:crypto';
import type { Tx } from '@/server/db/client';
import { holdFiles } from '@/server/db/lockFile';
import { noteLooseFiles } from '@/server/db/looseFile';
import { EDIT_VERSION } from '@/server/edit/edit';
import { appendEvents } from '@/server/live/outbox';
import type { EditAnswer } from '@/server/pipeline/compute/editTask';
import type { ClassifierSpec } from '@/server/pipeline/compute/task';
import { float32Bytes } from '@/server/pipeline/float32Bytes';
import { AppError } from '@/server/problem/appError';
import { addJob } from '@/server/queue/addJob';
import { askFlags } from '@/server/queue/askFlags';
import { PRIORITY } from '@/server/queue/job';
import { appendTrail } from '@/server/trail/appendTrail';
import { editRecord } from '@/server/trail/editRecord';
import type { EditContext } from './editContext';

/** An edit with whom it took marker and frame from, and how far it lies from real images. */
export type MadeEdit = EditAnswer['edits'][number] & {
  donorId: string | null;
  distance: number | null;
  distanceLimit: number | null;
};

export type EditsOfCase = {
  instanceId: string;
  sample: string;
  maskSource: string;
  classifier: ClassifierSpec;
  answer: EditAnswer;
  edits: MadeEdit[];
};

type KeptEdit = MadeEdit & { id: string; sha256: string | null };

/** An edit that is new, with what it did to each finding. */
type AnsweredEdit = { edit: KeptEdit; results: ReturnType<typeof resultsOf> };

/**
 * Writes the edits of one case in one transaction, with a record of the audit trail and an event. The natural key decides: what is there stays, and
 * writing it again changes nothing. Pictures are kept before, since the store is content-addressed; one that no row came
 * to need is noted as loose.
 */
export async function persistEdits(context: EditContext, made: EditsOfCase): Promise<'written' | 'there' | 'gone'> {
  const { db, store } = context;
  const kept = await Promise.all(
    made.edits.map(async (edit) => {
      const sha256 = edit.picture === null ? null : (await store.put(edit.picture.png)).sha256;
      return { ...edit, id: randomUUID(), sha256 };
    }),
  );
  const files = [...new Set(kept.flatMap(({ sha256 }) => sha256 ?? []))];
  return db.$transaction(async (tx) => {
    if (!(await isThere(tx, made))) {
      await leave(tx, files);
      return 'gone';
    }
    await requirePictures(tx, context, files);
    const now = context.now();
    const written = await insertEdits(tx, made, kept, now);
    const fresh = kept.filter(({ id }) => written.has(id));
    const answered = fresh.map((edit) => ({ edit, results: resultsOf(made, edit) }));
    await insertResults(tx, answered);
    await leave(
      tx,
      kept.flatMap(({ id, sha256 }) => (sha256 === null || written.has(id) ? [] : [sha256])),
    );
    if (written.size === 0) return 'there';
    const { versionId } = made.classifier;
    await askFlags(tx, [made.instanceId]);
    await appendTrail(tx, [recordOf(made, answered, now)]);
    await appendEvents(tx, [{ type: 'edit:committed', payload: { instanceId: made.instanceId, versionId } }]);
    return 'written';
  });
}

/** Locked, so that a removal waits and then takes these rows and files along. */
async function isThere(tx: Tx, { instanceId, classifier }: EditsOfCase): Promise<boolean> {
  const rows = await tx.$queryRaw<{ held: number }[]>`
    select 1 as held
    from instance i, model_version v
    where i.id = ${instanceId}::uuid and v.id = ${classifier.versionId}::uuid
    for key share`;
  return rows.length > 0;
}

async function requirePictures(tx: Tx, { store }: EditContext, files: string[]): Promise<void> {
  await holdFiles(tx, files);
  const there = await Promise.all(files.map((sha256) => store.has(sha256)));
  if (there.includes(false)) throw new AppError('unavailable', 'the picture of an edit was removed meanwhile');
}

async function leave(tx: Tx, files: string[]): Promise<void> {
  if (files.length === 0) return;
  await noteLooseFiles(tx, files);
  await addJob(tx, 'sweep-files', {}, { key: 'sweep-files', priority: PRIORITY.backfill });
}

async function insertEdits(tx: Tx, made: EditsOfCase, kept: KeptEdit[], now: Date): Promise<Set<string>> {
  const { instanceId, sample, maskSource, classifier, answer } = made;
  const { maps: before } = answer.before;
  const written = await tx.edit.createManyAndReturn({
    data: kept.map(({ id, kind, outcome, picture, donorId, distance, distanceLimit, sha256 }) => ({
      ...{ id, instanceId, versionId: classifier.versionId, kind, definitionVersion: EDIT_VERSION, outcome },
      ...{ donorId, maskSource, sample, distance, distanceLimit, pictureSha256: sha256, createdAt: now },
      inDistribution: distance === null || distanceLimit === null ? null : distance <= distanceLimit,
      ...(picture !== null && {
        ...{ height: picture.height, width: picture.width, area: picture.area, box: picture.box },
        ...(before !== null &&
          picture.after.maps !== null && {
            ...{ mapHeight: before.height, mapWidth: before.width },
            ...{ mapsBefore: float32Bytes(before.values), maps: float32Bytes(picture.after.maps.values) },
          }),
      }),
    })),
    skipDuplicates: true,
    select: { id: true },
  });
  return new Set(written.map(({ id }) => id));
}

async function insertResults(tx: Tx, answered: readonly AnsweredEdit[]): Promise<void> {
  const rows = answered.flatMap(({ results }) => results.map(({ finding: _, ...row }) => row));
  if (rows.length > 0) await tx.editResult.createMany({ data: rows });
}

/** What an edit did to each finding. @throws RangeError for an answer that is no number */
function resultsOf({ classifier, answer }: EditsOfCase, { id, picture }: KeptEdit) {
  if (picture === null) return [];
  return classifier.findings.map((finding, index) => ({
    ...{ editId: id, findingId: finding.id, finding: finding.name },
    logitBefore: at(answer.before.logits, index),
    logitAfter: at(picture.after.logits, index),
    probabilityBefore: at(answer.before.probabilities, index),
    probabilityAfter: at(picture.after.probabilities, index),
  }));
}

const recordOf = (made: EditsOfCase, answered: readonly AnsweredEdit[], now: Date) =>
  editRecord({
    ...{ at: now, instanceId: made.instanceId, versionId: made.classifier.versionId, sample: made.sample },
    definitionVersion: EDIT_VERSION,
    edits: answered.map(({ edit, results }) => ({
      ...{ id: edit.id, kind: edit.kind, outcome: edit.outcome, donorId: edit.donorId, pictureSha256: edit.sha256 },
      results,
    })),
  });

function at(values: Float32Array, index: number): number {
  const value = values[index];
  if (value === undefined || !Number.isFinite(value)) throw new RangeError(`model output ${index}: ${value}`);
  return value;
}
