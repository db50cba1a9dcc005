import { chooseDonors } from '@/server/edit/chooseDonors';
import { embeddingDistance } from '@/server/edit/outOfDistribution';
import type { Answered, EditAnswer } from '@/server/pipeline/compute/editTask';
import type { ClassifierSpec } from '@/server/pipeline/compute/task';
import type { EditContext } from './editContext';
import type { EditGround } from './editGround';
import { isWhole, type ReadImage, readImages } from './maskedImages';
import { type MadeEdit, persistEdits } from './persistEdits';

export type EditSampleName = 'random' | 'flagged' | 'demand';

/** `gone`: the case, its picture or the version was removed meanwhile. `lost`: a file of it is missing in the store. */
export type EditedCase = 'written' | 'there' | 'gone' | 'lost';

/**
 * Makes all edits of one case that a version has read, and writes them; those that are there stay as they are.
 * @throws what reading the image itself throws
 */
export async function editCase(
  context: EditContext,
  ground: EditGround,
  { classifier, instanceId, sample }: { classifier: ClassifierSpec; instanceId: string; sample: EditSampleName },
): Promise<EditedCase> {
  const { db, computer } = context;
  const [recipient] = await readImages(db, classifier.versionId, [instanceId]);
  if (recipient === undefined) return 'gone';
  if (!(await isWhole(context.store, recipient.image))) return 'lost';
  const chosen = chooseDonors(recipient, ground.donors);
  const ids = [chosen.other, chosen.same].flatMap((donor) => donor?.instanceId ?? []);
  const donors = new Map(
    (await readImages(db, classifier.versionId, ids)).map((donor) => [donor.instanceId, donor] as const),
  );
  const other = donors.get(chosen.other?.instanceId ?? '') ?? null;
  const same = donors.get(chosen.same?.instanceId ?? '') ?? null;
  const answer = await computer.edit({
    seed: `${instanceId} sham`,
    image: recipient.image,
    classifier,
    other: other?.image ?? null,
    same: same?.image ?? null,
  });
  const edits = madeEdits(answer, { recipient, other, same }, ground);
  return persistEdits(context, { instanceId, sample, maskSource: recipient.maskSource, classifier, answer, edits });
}

function madeEdits(
  { edits }: EditAnswer,
  { recipient, other, same }: { recipient: ReadImage; other: ReadImage | null; same: ReadImage | null },
  ground: EditGround,
): MadeEdit[] {
  const donorOf = { 'swap-other': other, 'swap-same': same } as const;
  return edits.map((edit) => {
    const donor = edit.kind === 'swap-other' || edit.kind === 'swap-same' ? donorOf[edit.kind] : null;
    const distance = edit.picture === null ? null : distanceOf(edit.picture.after, ground, recipient.instanceId);
    return {
      ...edit,
      donorId: edit.outcome === 'no-donor' ? null : (donor?.instanceId ?? null),
      distance,
      distanceLimit: distance === null ? null : (ground.reference?.distanceLimit ?? null),
    };
  });
}

function distanceOf({ embedding }: Answered, { reference, places }: EditGround, instanceId: string): number | null {
  if (embedding === null || reference === null || embedding.length !== reference.dimensions) return null;
  return embeddingDistance(reference, embedding, places.get(instanceId) ?? -1);
}
