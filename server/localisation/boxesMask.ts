import type { Mask } from '@/server/audit/mask';

/** A box as shares of the image's width and height, from its upper left corner. */
export type LesionBox = { x: number; y: number; width: number; height: number };

/**
 * The union of boxes as a mask of a given size: a pixel is inside where its centre is. A box that holds no centre takes
 * the one pixel that its own centre lies in, so that no box is lost.
 * @throws RangeError `box: …` when a box leaves the image or is empty
 */
export function boxesMask(boxes: readonly LesionBox[], height: number, width: number): Mask {
  const data = new Uint8Array(height * width);
  for (const box of boxes) {
    checkBox(box);
    const [top, bottom] = centresIn(box.y, box.height, height);
    const [left, right] = centresIn(box.x, box.width, width);
    for (let y = top; y < bottom; y++) data.fill(1, y * width + left, y * width + right);
  }
  return { height, width, data };
}

/** The pixels [from, to) whose centres lie in the span, one at least. */
function centresIn(start: number, length: number, pixels: number): [from: number, to: number] {
  const from = Math.ceil(start * pixels - 0.5);
  const to = Math.ceil((start + length) * pixels - 0.5);
  if (to > from) return [Math.max(0, from), Math.min(pixels, to)];
  const one = Math.min(pixels - 1, Math.max(0, Math.floor((start + length / 2) * pixels)));
  return [one, one + 1];
}

/** Rounding of whoever divided by the image's size is no fault. */
const SLACK = 1e-6;

function checkBox({ x, y, width, height }: LesionBox): void {
  const isInside = x >= -SLACK && y >= -SLACK && x + width <= 1 + SLACK && y + height <= 1 + SLACK;
  if (isInside && width > 0 && height > 0) return;
  throw new RangeError(`box: ${x}, ${y}, ${width} × ${height} is not within the image`);
}
