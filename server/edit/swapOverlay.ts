import { collimationBorder } from '@/server/audit/collimationBorder';
import { distanceTransform } from '@/server/audit/distanceTransform';
import type { Mask } from '@/server/audit/mask';
import { maskArea } from '@/server/audit/maskArea';
import { uniteMasks } from '@/server/audit/uniteMasks';
import { checkSubject } from './checkSubject';
import type { Edited, EditSubject } from './edit';
import { MARKER_REACH, notEdited } from './eraseMarker';
import { fillMasked } from './fillMasked';
import { growMask, pixelsOf } from './growMask';
import { resampleMask, resampleRaster } from './resample';

/**
 * E2 of SCIENCE §5: the recipient with the donor's marker and frame in the place of its own. Its markers are erased, what
 * is border in either image is taken from the donor, and the donor's markers are set in at the same relative place, fading
 * out over `MARKER_REACH` beyond their mask; a donor of another size is resampled, so its letters keep their share of the
 * picture.
 *
 * Border is the part of the frame that is no picture: the flat rows and columns that a collimator leaves. The outer 6 %
 * that count as frame in any image stay: with a donor's shoulders in them the edit would be the largest of all and carry
 * the donor's grey values too, which is what it must be told apart from. Where a lung reaches into a border it is
 * replaced as well, as frame comes before lungs among the zones.
 * @returns `nothing-to-edit` where neither image has a marker or a border
 * @throws RangeError `raster size: …`, `mask size: …`
 */
export function swapOverlay(recipient: EditSubject, donor: EditSubject): Edited {
  checkSubject(recipient);
  checkSubject(donor);
  const { raster } = recipient;
  const given = resampleRaster(donor.raster, raster).pixels;
  const letters = resampleMask(donor.marker, raster);
  const ring = uniteMasks([borderOf(recipient), resampleMask(borderOf(donor), raster)]);
  const erased = growMask(recipient.marker, MARKER_REACH);
  const changed = uniteMasks([ring, erased, growMask(letters, MARKER_REACH)]);
  if (maskArea(changed) === 0) return notEdited('nothing-to-edit');
  const pixels = fillMasked(raster, erased, ring);
  for (let i = 0; i < pixels.length; i++) if (ring.data[i]) pixels[i] = given[i] ?? 0;
  if (maskArea(letters) > 0) setIn(pixels, given, letters, changed);
  return { outcome: 'edited', raster: { ...raster, pixels }, changed };
}

/** The flat border of an image, as far as it is frame; found without its markers, which would end it. */
function borderOf({ raster, marker, frame }: EditSubject): Mask {
  const { height, width } = raster;
  const pixels = maskArea(marker) > 0 ? fillMasked(raster, growMask(marker, MARKER_REACH)) : raster.pixels;
  const { top, right, bottom, left } = collimationBorder({ height, width, pixels });
  const data = frame.data.slice();
  for (let y = top; y < height - bottom; y++) data.fill(0, y * width + left, (y + 1) * width - right);
  return { height, width, data };
}

/** Sets the pixels of a mask in, and fades them out around it. */
function setIn(pixels: Float32Array, given: Float32Array, letters: Mask, changed: Mask): void {
  const squared = distanceTransform(letters);
  const fade = pixelsOf(MARKER_REACH, letters) + 1;
  for (let i = 0; i < pixels.length; i++) {
    const share = changed.data[i] ? Math.max(0, 1 - Math.sqrt(squared[i] ?? Infinity) / fade) : 0;
    if (share > 0) pixels[i] = share * (given[i] ?? 0) + (1 - share) * (pixels[i] ?? 0);
  }
}
