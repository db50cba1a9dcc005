import type { Mask } from './mask';

/** A mask with no pixel set: what a segmenter delivers for a zone that it looked for and did not find. */
export function emptyMask(height: number, width: number): Mask {
  return { height, width, data: new Uint8Array(height * width) };
}
