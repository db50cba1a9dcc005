/** One zone's pixels: `data` is Uint8Array [height, width], 1 inside and 0 outside. */
export type Mask = {
  height: number;
  width: number;
  data: Uint8Array;
};
