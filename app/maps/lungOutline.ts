import { interpolateMap } from '@/app/saliency/interpolateMap';
import { traceContours } from '@/app/saliency/traceContours';
import type { Grid } from '@/server/analysis/evidenceAnswers';

/** Side of the square that outlines are drawn in. */
export const OUTLINE_SIDE = 112;

/** Where at least half of the patients have lung, as a path in a square of `OUTLINE_SIDE`. */
export function lungOutline(lungs: Grid): string {
  const fine = interpolateMap(lungs, OUTLINE_SIDE, OUTLINE_SIDE);
  const data = Uint8Array.from(fine.values, (share) => (share >= 0.5 ? 1 : 0));
  return traceContours({ height: OUTLINE_SIDE, width: OUTLINE_SIDE, data })
    .map((points) => `M${points.join(' ')}Z`)
    .join('');
}
