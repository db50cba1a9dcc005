import type { Mask } from './mask';

/** A mask from rows of characters: # is inside. */
export function drawMask(...rows: string[]): Mask {
  const data = Uint8Array.from(rows.join(''), (character) => (character === '#' ? 1 : 0));
  return { height: rows.length, width: rows[0]?.length ?? 0, data };
}

/** A mask of filled rectangles, each [x, y, width, height] in pixels. */
export function boxMask(height: number, width: number, ...boxes: [number, number, number, number][]): Mask {
  const data = new Uint8Array(height * width);
  for (const [x, y, boxWidth, boxHeight] of boxes) {
    for (let row = y; row < y + boxHeight; row++) data.fill(1, row * width + x, row * width + x + boxWidth);
  }
  return { height, width, data };
}
