import type { Mask } from '@/server/audit/mask';
import { maskArea } from '@/server/audit/maskArea';
import { checkSubject } from './checkSubject';
import type { Edited, EditSubject } from './edit';
import { MARKER_REACH, notEdited } from './eraseMarker';
import { fillMasked } from './fillMasked';
import { growMask } from './growMask';

/**
 * E3 of SCIENCE §5: the image with its frame filled from inside. Markers in the frame stay, and none is smeared into
 * it. To look at, never to decide by: it makes up a tenth of the picture and more, and moved a faithful model by two
 * standard deviations (SCIENCE §0a.6).
 * @throws RangeError `raster size: …`, `mask size: …`
 */
export function eraseFrame(subject: EditSubject): Edited {
  checkSubject(subject);
  const { raster, marker, frame } = subject;
  const changed: Mask = { ...frame, data: frame.data.map((inside, i) => (inside && !marker.data[i] ? 1 : 0)) };
  if (maskArea(changed) === 0) return notEdited('nothing-to-edit');
  const pixels = fillMasked(raster, changed, growMask(marker, MARKER_REACH));
  return { outcome: 'edited', raster: { ...raster, pixels }, changed };
}
