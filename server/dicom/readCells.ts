import type { Cells } from './codec/cells';
import { decodeBaseline } from './codec/decodeBaseline';
import { decodeInThread, interleave } from './codec/decodeInThread';
import { decodeLossless } from './codec/decodeLossless';
import { unpackRle } from './codec/unpackRle';
import type { PixelData } from './pixelData';
import type { PixelFormat } from './pixelFormat';

function nativeCells(bytes: Uint8Array, format: PixelFormat): Cells {
  if (format.bitsAllocated === 8) return format.planar ? interleave(bytes, format.samples) : bytes;
  const cells = new Uint16Array(bytes.length / 2);
  for (let at = 0; at < cells.length; at += 1) cells[at] = (bytes[2 * at] ?? 0) | ((bytes[2 * at + 1] ?? 0) << 8);
  return cells;
}

/**
 * Decodes the frame to its cells, [height, width] or [height, width, 3]. Bounded by the dimensions, which the
 * codestream's own header was compared with, and in time.
 * Errors, all final: `unreadable-image`, `unsupported-media`.
 */
export async function readCells(data: PixelData, format: PixelFormat): Promise<Cells> {
  switch (data.coding) {
    case 'native':
      return nativeCells(data.bytes, format);
    case 'rle': {
      const { height, width, samples, bitsAllocated } = format;
      return unpackRle(data.stream, data.segments, {
        pixels: height * width,
        samples,
        bytesPerCell: bitsAllocated / 8,
      });
    }
    case 'jpeg':
      return decodeBaseline(data.stream, data.header, format.colour !== 'rgb');
    case 'jpeg-lossless':
      return decodeLossless(data.stream, data.header);
    case 'jpeg-ls':
    case 'jpeg-2000':
      return decodeInThread(data.coding, data.stream, data.header);
  }
}

/** What three samples of `cells` are: a JPEG decoder has made RGB of them, others leave them as they were. */
export function isLumaFirst(data: PixelData, format: PixelFormat): boolean {
  return format.colour === 'ybr' && data.coding !== 'jpeg';
}
