import { checkMask } from './checkMask';
import type { Mask } from './mask';
import { newWords, wordsOf } from './wordsOf';
import { ZONES, type ZoneName } from './zone';

/**
 * The exclusive partition of an image: each pixel goes to the first zone of ZONES whose mask has it; what no mask
 * has is `body-other` (DESIGN §2). Background is only where a background mask says so.
 * @returns Uint8Array [height, width], indices into ZONES
 * @throws RangeError `mask size: …` if a mask is not height × width
 */
export function partitionZones(height: number, width: number, masks: Partial<Record<ZoneName, Mask>>): Uint8Array {
  const { words, data: partition } = newWords(height * width);
  partition.fill(ZONES.indexOf('body-other'));
  for (let zone = ZONES.length - 1; zone >= 0; zone--) {
    const name = ZONES[zone];
    const mask = name && masks[name];
    if (!mask) continue;
    checkMask(mask, { height, width });
    claim(words, wordsOf(mask.data), zone);
  }
  return partition;
}

/** Gives the pixels of a mask to a zone, four at a time: times 255 a word of a mask selects the bytes inside it. */
function claim(partition: Int32Array, mask: Int32Array, zone: number): void {
  for (let i = 0; i < partition.length; i++) {
    const inside = mask[i] ?? 0;
    if (inside !== 0) partition[i] = ((partition[i] ?? 0) & ~Math.imul(inside, 255)) | Math.imul(inside, zone);
  }
}
