import { checkMask } from './checkMask';
import type { Mask } from './mask';

/**
 * The union of one or more masks of the same size.
 * @throws RangeError `masks: none`, `mask size: …`
 */
export function uniteMasks(masks: readonly Mask[]): Mask {
  const first = masks[0];
  if (!first) throw new RangeError('masks: none');
  const data = new Uint8Array(first.data.length);
  for (const mask of masks) {
    checkMask(mask, first);
    for (let i = 0; i < data.length; i++) {
      if (mask.data[i]) data[i] = 1;
    }
  }
  return { height: first.height, width: first.width, data };
}
