import { type EmbeddingReference, embeddingDistance, embeddingReference } from '@/server/edit/outOfDistribution';
import type { EditPair } from '@/server/evidence/evidenceInput';
import type { PhantomFinding } from '@/server/phantom/study';
import { type ArmRun, channelOf, placeOf } from './armRun';
import { strataOfStudy } from './cohortScores';
import type { ScoredEdit, ScoredImage } from './scoreTask';

/** Which of a model's edited pictures lie where its real ones lie, by image and edit; made once for all findings. */
export type Distribution = { within(image: ScoredImage, edit: ScoredEdit): boolean | null };

/** References are the first images of A and B of the main cohort, as many of either as their shuffled order gives. */
export function distributionOf({ arm, main }: ArmRun): Distribution {
  const place = placeOf(arm, main);
  const embedded = main.images.filter(({ scores }) => scores.embeddings.length > 0);
  const rows = embedded.map(({ scores }) => scores.embeddings[place] ?? new Float32Array());
  const dimensions = rows[0]?.length ?? 0;
  const all = new Float32Array(rows.length * dimensions);
  for (const [i, row] of rows.entries()) all.set(row, i * dimensions);
  const reference: EmbeddingReference | null = dimensions > 0 ? embeddingReference(all, dimensions) : null;
  const rowOf = new Map(embedded.map(({ index }, row) => [index, row]));
  return {
    within(image, { scores }) {
      const embedding = scores?.embeddings[place];
      if (reference === null || embedding === undefined) return null;
      const row = rowOf.get(image.index) ?? -1;
      const own = row < reference.count ? row : -1;
      return embeddingDistance(reference, embedding, own) <= reference.distanceLimit;
    },
  };
}

/** The edits of the main cohort as the product hands them to the evidence. */
export function editPairs(run: ArmRun, distribution: Distribution, finding: PhantomFinding): EditPair[] {
  const { arm, main } = run;
  const [place, channel] = [placeOf(arm, main), channelOf(finding)];
  return main.images.flatMap((image) => image.edits.flatMap((edit) => pairOf(image, edit)));

  function pairOf(image: ScoredImage, edit: ScoredEdit): EditPair[] {
    const study = main.studies[image.index];
    const before = image.scores.logits[place]?.[channel];
    if (study === undefined || before === undefined) return [];
    if (edit.outcome !== 'edited' && edit.outcome !== 'nothing-to-edit') return [];
    return [
      {
        kind: edit.kind,
        outcome: edit.outcome,
        instanceId: String(image.index),
        patient: String(study.seed),
        truth: study.truths[finding],
        site: study.site,
        donorSite: edit.donor === null ? null : (main.studies[edit.donor]?.site ?? null),
        strata: strataOfStudy(study),
        before,
        after: edit.scores?.logits[place]?.[channel] ?? before,
        inDistribution: edit.outcome === 'nothing-to-edit' ? true : distribution.within(image, edit),
      },
    ];
  }
}
