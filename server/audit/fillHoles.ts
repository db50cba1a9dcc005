import { floodFromBorder } from './floodFromBorder';
import type { Mask } from './mask';

/**
 * The mask with its holes filled: background that cannot reach the image's border through shared edges becomes mask.
 * @throws RangeError `mask size: …`
 */
export function fillHoles(mask: Mask): Mask {
  const outside = { ...mask, data: mask.data.map((value) => 1 - value) };
  const open = floodFromBorder(outside);
  return { ...mask, data: open.data.map((value) => 1 - value) };
}
