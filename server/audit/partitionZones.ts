import { checkMask } from './checkMask';
import type { Mask } from './mask';
import { ZONES, type ZoneName } from './zone';

/**
 * The exclusive partition of an image: each pixel goes to the first zone of ZONES whose mask has it; what no mask
 * has is `body-other` (DESIGN §2). Background is only where a background mask says so.
 * @returns Uint8Array [height, width], indices into ZONES
 * @throws RangeError `mask size: …` if a mask is not height × width
 */
export function partitionZones(height: number, width: number, masks: Partial<Record<ZoneName, Mask>>): Uint8Array {
  const partition = new Uint8Array(height * width).fill(ZONES.indexOf('body-other'));
  for (let zone = ZONES.length - 1; zone >= 0; zone--) {
    const name = ZONES[zone];
    const mask = name && masks[name];
    if (!mask) continue;
    checkMask(mask, { height, width });
    for (let i = 0; i < partition.length; i++) if (mask.data[i]) partition[i] = zone;
  }
  return partition;
}
