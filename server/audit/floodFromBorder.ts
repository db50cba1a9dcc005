import { checkMask } from './checkMask';
import type { Mask } from './mask';

/**
 * The part of a mask that is connected (4-connectivity) to the image's border.
 * @throws RangeError `mask size: …`
 */
export function floodFromBorder(mask: Mask): Mask {
  checkMask(mask);
  const { height, width, data } = mask;
  const reached = new Uint8Array(data.length);
  const stack = new Int32Array(data.length);
  let depth = 0;
  const visit = (at: number) => {
    if (!data[at] || reached[at]) return;
    reached[at] = 1;
    stack[depth++] = at;
  };
  for (let x = 0; x < width; x++) {
    visit(x);
    visit((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    visit(y * width);
    visit(y * width + width - 1);
  }
  while (depth > 0) {
    const at = stack[--depth] ?? 0;
    const x = at % width;
    if (at >= width) visit(at - width);
    if (at < data.length - width) visit(at + width);
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
  }
  return { height, width, data: reached };
}
