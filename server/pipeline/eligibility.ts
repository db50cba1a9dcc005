/** Lateral and oblique views (DICOM CS of View Position, and what people write). */
const LATERAL = new Set(['LAO', 'RAO', 'LPO', 'RPO', 'LLO', 'RLO', 'LL', 'RL', 'LATERAL', 'LAT', 'LLD', 'RLD']);

/** Why an image is kept but not scored, as a code that is counted; null when it is scored. */
export type NotScoredReason = 'lateral' | 'not_chest' | 'no_model';

/** Decides whether the classifiers, which read frontal chest radiographs, may read an image. */
export function whyNotScored(image: {
  viewPosition: string | null;
  bodyPart: string | null;
  versions: number;
}): NotScoredReason | null {
  if (image.viewPosition !== null && LATERAL.has(image.viewPosition)) return 'lateral';
  // An empty or odd body part says nothing: CHEST, THORAX and their combinations (CHEST_TO_PELVIS…) pass.
  if (image.bodyPart !== null && !/CHEST|THORAX|LUNG/.test(image.bodyPart)) return 'not_chest';
  if (image.versions === 0) return 'no_model';
  return null;
}
