import { maskArea } from '@/server/audit/maskArea';
import { checkSubject } from './checkSubject';
import type { Edited, EditOutcome, EditSubject } from './edit';
import { fillMasked } from './fillMasked';
import { growMask } from './growMask';

/** How far an edit reaches beyond a marker's mask, as a share of the width: 1 pixel at 112, 3 at 224 (SCIENCE §5). */
export const MARKER_REACH = 0.012;

/** No edited picture, and why. */
export const notEdited = (outcome: Exclude<EditOutcome, 'edited'>): Edited => ({
  outcome,
  raster: null,
  changed: null,
});

/**
 * E1 of SCIENCE §5: the image without its markers and text. Their mask, grown by `MARKER_REACH` because strokes are
 * blurred, is filled from around it (see `fillMasked`).
 * @throws RangeError `raster size: …`, `mask size: …`
 */
export function eraseMarker(subject: EditSubject): Edited {
  checkSubject(subject);
  const { raster, marker } = subject;
  if (maskArea(marker) === 0) return notEdited('nothing-to-edit');
  const changed = growMask(marker, MARKER_REACH);
  return { outcome: 'edited', raster: { ...raster, pixels: fillMasked(raster, changed) }, changed };
}
