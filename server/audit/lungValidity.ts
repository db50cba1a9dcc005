import { checkMask } from './checkMask';
import { LUNG_LIMITS } from './definition';
import type { Mask } from './mask';
import { maskArea } from './maskArea';

/** Why a pair of lung masks cannot carry an outside share. */
export type LungFault = {
  reason: 'mask_invalid';
  issue: 'lung_missing' | 'lung_area' | 'lung_ratio';
  detail: string;
};

/**
 * Null for plausible lungs. Otherwise what is wrong: a lung that is empty, both together under 12 % or over 60 % of
 * the image, or a left-to-right area ratio outside 0.4–2.5 (SCIENCE §3). An implausible mask would turn a segmenter's
 * failure into a claim about the classifier, so its shares are null and counted.
 * @throws RangeError `mask size: …`
 */
export function lungValidity(left: Mask, right: Mask): LungFault | null {
  checkMask(left);
  checkMask(right, left);
  const leftArea = maskArea(left) / left.data.length;
  const rightArea = maskArea(right) / right.data.length;
  if (leftArea === 0 && rightArea === 0) return fault('lung_missing', 'both lungs missing');
  if (leftArea === 0) return fault('lung_missing', 'left lung missing');
  if (rightArea === 0) return fault('lung_missing', 'right lung missing');
  const { minArea, maxArea, minRatio, maxRatio } = LUNG_LIMITS;
  const area = leftArea + rightArea;
  if (area < minArea || area > maxArea) {
    return fault('lung_area', `lung area: ${area.toFixed(3)} of the image, not in ${minArea}–${maxArea}`);
  }
  const ratio = leftArea / rightArea;
  if (ratio < minRatio || ratio > maxRatio) {
    return fault('lung_ratio', `left to right lung area: ${ratio.toFixed(2)}, not in ${minRatio}–${maxRatio}`);
  }
  return null;
}

function fault(issue: LungFault['issue'], detail: string): LungFault {
  return { reason: 'mask_invalid', issue, detail };
}
