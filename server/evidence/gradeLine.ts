import type { EvidenceLine, LineGrade } from './evidenceLine';
import type { EvidenceThresholds } from './verdict';

/**
 * Grade of a line of the score among the healthy, or of an edit; null for any other and where nothing can be told.
 * Negatives: `amber` and `red` by max(A, 1 − A), the interval excluding .5 and q (once there is one) at most
 * `falseDiscovery` (SCIENCE §0a.4). Edits: `red` where it confirms, from `confirmSd` on along the gradient, `amber` above
 * `silentSd` either way, in both the interval excluding 0. `few` stays `few`.
 */
export function gradeLine(line: EvidenceLine, thresholds: EvidenceThresholds): LineGrade {
  if (line.reason === 'few_cases' || line.reason === 'few_pairs') return isGraded(line) ? 'few' : null;
  if (!isGraded(line) || line.effect === null) return null;
  if (!excludesNull(line)) return 'none';
  return line.test === 'negatives' ? gradeOfAuc(line, line.effect, thresholds) : gradeOfEdit(line.effect, thresholds);
}

const isGraded = ({ test }: EvidenceLine): boolean => test === 'negatives' || test === 'swap' || test === 'erase';

export const excludesNull = ({ low, high, null: nothing }: EvidenceLine): boolean =>
  low !== null && high !== null && (low > nothing || high < nothing);

function gradeOfAuc({ q }: EvidenceLine, auc: number, thresholds: EvidenceThresholds): LineGrade {
  const distance = Math.max(auc, 1 - auc);
  if (distance < thresholds.amberAuc || (q !== null && q > thresholds.falseDiscovery)) return 'none';
  return distance < thresholds.redAuc ? 'amber' : 'red';
}

function gradeOfEdit(effect: number, { confirmSd, silentSd }: EvidenceThresholds): LineGrade {
  if (effect >= confirmSd) return 'red';
  return Math.abs(effect) > silentSd ? 'amber' : 'none';
}
