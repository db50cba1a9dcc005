import { emptyMask } from '@/server/audit/emptyMask';
import type { Mask } from '@/server/audit/mask';
import { maskArea } from '@/server/audit/maskArea';
import { uniteMasks } from '@/server/audit/uniteMasks';
import { checkSubject } from './checkSubject';
import type { Edited, EditSubject } from './edit';
import { MARKER_REACH, notEdited } from './eraseMarker';
import { fillMasked } from './fillMasked';
import { growMask } from './growMask';
import { type Piece, piecesOf, shamPlace } from './shamPlace';

/** How far from the lungs, and from markers and other shams, a sham stays: shares of the width. */
const LUNG_REACH = 0.03;
const GAP = 0.02;

/**
 * E1s of SCIENCE §5: what `eraseMarker` erases, erased elsewhere. Each connected piece of the marker's grown mask is
 * moved, without turning it, to a place that is free of markers and frame and away from the lungs, as like its own
 * surroundings as can be found. What the model answers differently then is the work of the filling, and is subtracted. A
 * sham in the lungs moves a model more than the marker does (SCIENCE §7.2), so without lungs there is no place for one.
 * @param random numbers in [0, 1); the same ones give the same places
 * @returns `no-place` if a piece finds none, or the lungs are not known
 * @throws RangeError `raster size: …`, `mask size: …`
 */
export function shamErase(subject: EditSubject, random: () => number): Edited {
  checkSubject(subject);
  const { raster, marker, frame, lungs } = subject;
  if (maskArea(marker) === 0) return notEdited('nothing-to-edit');
  if (!lungs || maskArea(lungs) === 0) return notEdited('no-place');
  const shape = growMask(marker, MARKER_REACH);
  const hidden = growMask(shape, GAP);
  const taken = uniteMasks([hidden, frame, growMask(lungs, LUNG_REACH)]);
  const changed = emptyMask(raster.height, raster.width);
  for (const piece of piecesOf(shape)) {
    const place = shamPlace(piece, raster, { taken, hidden }, random);
    if (!place) return notEdited('no-place');
    stamp(changed, { ...piece, ...place }, 0);
    stamp(taken, { ...piece, ...place }, Math.round(GAP * raster.width));
  }
  return { outcome: 'edited', raster: { ...raster, pixels: fillMasked(raster, changed) }, changed };
}

/** Paints a piece, or with a gap its whole box and so much around it. */
function stamp({ height, width, data }: Mask, { x, y, dx, dy, ...box }: Piece, gap: number): void {
  if (gap === 0) {
    for (let i = 0; i < dx.length; i++) data[(y + (dy[i] ?? 0)) * width + x + (dx[i] ?? 0)] = 1;
    return;
  }
  const [left, right] = [Math.max(0, x - gap), Math.min(width, x + box.width + gap)];
  for (let row = Math.max(0, y - gap); row < Math.min(height, y + box.height + gap); row++) {
    data.fill(1, row * width + left, row * width + right);
  }
}
