import { anatomyCoverage } from '@/server/audit/anatomyCoverage';
import { outsideShares } from '@/server/audit/outsideShares';
import type { Raster } from '@/server/audit/raster';
import type { SaliencyMap } from '@/server/audit/saliencyMap';
import type { Edited, EditSubject } from '@/server/edit/edit';
import { CAM_TOLERANCE, camResidual } from '@/server/inference/camResidual';
import type { Classifier } from '@/server/inference/classifier';
import { type Phantom, renderPhantom } from '@/server/phantom/renderPhantom';
import type { PhantomStudy } from '@/server/phantom/study';
import { applyEdit } from './applyEdit';
import { type PhantomCohort, phantomCohort } from './phantomCohort';
import type { ScoredEdit, ScoredImage, Scores, ScoreTask } from './scoreTask';

/** Pixels a side: what the models read, so that nothing is resampled between the edit and the model. */
export const SIDE = 112;

/** Renders and scores the images of a task, one after the other. `open` gives a model of models/. */
export async function scoreImages(
  { cohort: key, models, from, to }: ScoreTask,
  open: (folder: string) => Promise<Classifier>,
): Promise<ScoredImage[]> {
  const cohort = cohortOf(key);
  const classifiers = await Promise.all(models.map(open));
  const images: ScoredImage[] = [];
  for (let index = from; index < Math.min(to, cohort.studies.length); index++) {
    images.push(await scoreImage(cohort, index, classifiers));
  }
  return images;
}

let last: { text: string; cohort: PhantomCohort; donors: Map<number, EditSubject> } | null = null;

/** The cohort of the tasks before is kept: drawing one takes as long as rendering some images. */
function cohortOf(key: ScoreTask['cohort']): PhantomCohort {
  const text = JSON.stringify(key);
  if (last?.text !== text) last = { text, cohort: phantomCohort(key), donors: new Map() };
  return last.cohort;
}

async function scoreImage({ studies, plans }: PhantomCohort, index: number, classifiers: Classifier[]) {
  const [study, plan] = [studies[index], plans[index]];
  if (study === undefined || plan === undefined) throw new RangeError(`image: ${index}`);
  const phantom = renderPhantom(study, SIDE);
  const subject = subjectOf(phantom);
  const { scores, residuals, maps } = await scoreRaster(subject.raster, classifiers);
  const edits: ScoredEdit[] = [];
  for (const kind of plan.kinds) {
    const donor = kind === 'swap-other' ? plan.other : kind === 'swap-same' ? plan.same : null;
    const donorSubject = donor === null ? null : donorOf(studies, donor);
    const edited: Edited = applyEdit(kind, subject, donorSubject, `sham ${study.seed}`);
    const after = edited.outcome === 'edited' ? (await scoreRaster(edited.raster, classifiers)).scores : null;
    edits.push({ kind, outcome: edited.outcome, donor, scores: after });
  }
  const kept = plan.embedding ? scores : { ...scores, embeddings: [] };
  const outside = plan.embedding ? outsideOf(phantom, maps) : [];
  return { index, scores: kept, residuals, outside, edits };
}

/** Of the map of the first finding, as the ledger has it. */
function outsideOf({ height, width, lungLeft, lungRight }: Phantom, maps: readonly SaliencyMap[]) {
  const mask = (data: Uint8Array) => ({ height, width, data });
  const masks = { 'lung-left': mask(lungLeft), 'lung-right': mask(lungRight) };
  return maps.flatMap((map) => {
    const coverage = anatomyCoverage(masks, ['lungs'], map.height, map.width);
    if (typeof coverage === 'string') return [];
    const { outsideShare, areaOutside } = outsideShares(map, coverage.dilated);
    return [{ share: outsideShare, area: areaOutside }];
  });
}

/** Donors come again and again. */
function donorOf(studies: readonly PhantomStudy[], index: number): EditSubject | null {
  const study = studies[index];
  if (study === undefined || last === null) return null;
  const subject = last.donors.get(index) ?? subjectOf(renderPhantom(study, SIDE));
  last.donors.set(index, subject);
  return subject;
}

/** With the exact masks of the phantom. */
export function subjectOf({ height, width, pixels, zones, lungs }: Phantom): EditSubject {
  const mask = (data: Uint8Array) => ({ height, width, data });
  return {
    raster: { height, width, pixels: Float32Array.from(pixels) },
    marker: mask(zones.marker),
    frame: mask(zones.frame),
    lungs: mask(lungs),
  };
}

async function scoreRaster(raster: Raster, classifiers: readonly Classifier[]) {
  const scores: Scores = { logits: [], embeddings: [] };
  const residuals: number[] = [];
  const maps: SaliencyMap[] = [];
  for (const classifier of classifiers) {
    const { logits, embedding, cams, bias } = await classifier.classify(raster);
    scores.logits.push([...logits]);
    scores.embeddings.push(embedding ?? new Float32Array());
    // Maps that do not add up are not handed on.
    if (cams === null || bias === null) residuals.push(CAM_TOLERANCE * 2);
    else {
      const dims = [1, logits.length, cams.height, cams.width];
      residuals.push(camResidual({ dims, values: cams.values }, bias, logits));
      maps.push({ ...cams, values: cams.values.slice(0, cams.height * cams.width) });
    }
  }
  return { scores, residuals, maps };
}
