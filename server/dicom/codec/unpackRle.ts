import type { RleSegment } from '../codestream/rleSegments';
import type { Cells } from './cells';

/** Unpacks one segment of PackBits (PS3.5 G.3.2) to `length` bytes, each written at `place(index)`. */
function unpack(
  bytes: Uint8Array,
  { start, end }: RleSegment,
  length: number,
  write: (index: number, value: number) => void,
) {
  let made = 0;
  for (let at = start; at < end && made < length; ) {
    const control = bytes[at] ?? 128;
    at += 1;
    if (control === 128) continue;
    const isRun = control > 128;
    const stop = Math.min(length, made + (isRun ? 257 - control : control + 1));
    for (; made < stop; made += 1) {
      write(made, bytes[at] ?? 0);
      if (!isRun) at += 1;
    }
    if (isRun) at += 1;
  }
}

/**
 * Cells of an RLE frame. Segments are byte planes, of each sample the most significant byte first (PS3.5 G.2).
 * `segments` are those of `rleSegments`, which has seen that they are whole.
 */
export function unpackRle(
  bytes: Uint8Array,
  segments: readonly RleSegment[],
  { pixels, samples, bytesPerCell }: { pixels: number; samples: number; bytesPerCell: number },
): Cells {
  const cells = bytesPerCell === 1 ? new Uint8Array(pixels * samples) : new Uint16Array(pixels * samples);
  for (const [index, segment] of segments.entries()) {
    const sample = Math.floor(index / bytesPerCell);
    const shift = 8 * (bytesPerCell - 1 - (index % bytesPerCell));
    unpack(bytes, segment, pixels, (pixel, value) => {
      const at = pixel * samples + sample;
      cells[at] = (cells[at] ?? 0) | (value << shift);
    });
  }
  return cells;
}
