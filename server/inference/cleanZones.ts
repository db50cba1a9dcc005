import { connectedComponents } from '@/server/audit/connectedComponents';
import { fillHoles } from '@/server/audit/fillHoles';
import type { Mask } from '@/server/audit/mask';
import { paintComponents } from '@/server/audit/paintComponents';
import type { AnatomyZone } from '@/server/audit/zone';

/** Zones that are one piece of tissue each. */
const WHOLE: readonly AnatomyZone[] = ['lung-left', 'lung-right', 'heart'];

/**
 * A segmenter's zones without debris: of each lung and of the heart the largest piece (8-connectivity), holes filled.
 * Other zones, and empty masks, come back as they are. `lungs` of both sides is `keepLungs`' to clean.
 * @throws RangeError `mask size: …`
 */
export function cleanZones(found: readonly { zone: AnatomyZone; mask: Mask }[]): { zone: AnatomyZone; mask: Mask }[] {
  return found.map(({ zone, mask }) => ({ zone, mask: WHOLE.includes(zone) ? largestPiece(mask) : mask }));
}

function largestPiece(mask: Mask): Mask {
  const found = connectedComponents(mask, 8);
  const [largest] = [...found.components].sort((a, b) => b.area - a.area);
  if (!largest) return mask;
  const isKept = new Uint8Array(found.components.length + 1);
  isKept[largest.label] = 1;
  return fillHoles(paintComponents(found, isKept));
}
