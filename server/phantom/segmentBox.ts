/**
 * The pixels of a picture of `size` whose centres may lie within `reach` of the segment from (ax, ay) to (bx, by), ends
 * included; empty when left > right or top > bottom.
 */
export function segmentBox(size: number, ax: number, ay: number, bx: number, by: number, reach: number) {
  return {
    left: Math.max(0, Math.ceil(Math.min(ax, bx) - reach - 0.5)),
    right: Math.min(size - 1, Math.floor(Math.max(ax, bx) + reach - 0.5)),
    top: Math.max(0, Math.ceil(Math.min(ay, by) - reach - 0.5)),
    bottom: Math.min(size - 1, Math.floor(Math.max(ay, by) + reach - 0.5)),
  };
}
