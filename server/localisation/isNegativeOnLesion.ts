import { type LesionEvidence, NO_EVIDENCE } from './localise';

/**
 * Whether a map speaks against the finding just where it is (SCIENCE §0a.13): most of the absolute evidence on the lesion
 * is negative, so that the lesion lowers the logit, by more than what counts as no evidence (1e-4 a cell of the lesion).
 * The truth is positive: a lesion of the finding is there. `truth` 0 contradicts the lesion, and then nothing is flagged.
 * Only of methods whose values have a sign that means for and against.
 */
export function isNegativeOnLesion({ area, contribution }: LesionEvidence, truth: 0 | 1 | null): boolean {
  // A signed sum under 0 is the same as more than half of the absolute evidence being negative.
  return truth !== 0 && contribution < -NO_EVIDENCE * area;
}
