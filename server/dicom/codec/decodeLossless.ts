import { setImmediate as nextTurn } from 'node:timers/promises';
import { endOfScan } from '../codestream/scrubJpeg';
import type { StreamHeader } from '../codestream/streamHeader';
import { corrupt, truncated } from '../corrupt';
import type { Cells } from './cells';
import { EntropyReader } from './entropyReader';
import type { HuffmanTable } from './huffmanTable';
import { type LosslessScan, losslessScans } from './losslessTables';

/** Samples after which others get their turn: about 20 ms of work. */
const SAMPLES_PER_TURN = 250_000;

/** The next difference, modulo 2^16 (ITU-T T.81 H.1.2.2 and table H.2). */
function readDifference(reader: EntropyReader, table: HuffmanTable): number {
  const entry = table[reader.peek()] ?? 0;
  if (entry === 0) throw corrupt('the JPEG data hold a code that is in no table');
  reader.take(entry >> 8);
  const size = entry & 255;
  if (size === 0) return 0;
  if (size === 16) return 32_768;
  if (size > 16) throw corrupt('the JPEG data hold a difference of over 16 bits');
  const value = reader.peek() >>> (16 - size);
  reader.take(size);
  return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
}

/** Table H.1: the guess from the samples to the left (a), above (b) and above left (c). */
function predict(predictor: number, a: number, b: number, c: number): number {
  switch (predictor) {
    case 1:
      return a;
    case 2:
      return b;
    case 3:
      return c;
    case 4:
      return a + b - c;
    case 5:
      return a + ((b - c) >> 1);
    case 6:
      return b + ((a - c) >> 1);
    default:
      return (a + b) >> 1;
  }
}

type Plane = { cells: Uint16Array; width: number; step: number };

/** One line of all components of the scan; the first of an image or restart interval knows only the left (H.1.2.1). */
function decodeLine(reader: EntropyReader, scan: LosslessScan, plane: Plane, y: number, first: number | null): void {
  const { cells, width, step } = plane;
  const { components, predictor } = scan;
  const above = width * step;
  for (let x = 0; x < width; x += 1) {
    for (let index = 0; index < components.length; index += 1) {
      const component = components[index];
      if (component === undefined) continue;
      const at = (y * width + x) * step + component.place;
      let guess: number;
      if (first !== null) guess = x === 0 ? first : (cells[at - step] ?? 0);
      else if (x === 0) guess = cells[at - above] ?? 0;
      else guess = predict(predictor, cells[at - step] ?? 0, cells[at - above] ?? 0, cells[at - above - step] ?? 0);
      cells[at] = guess + readDifference(reader, component.table);
    }
  }
}

async function decodeScan(bytes: Buffer, scan: LosslessScan, plane: Plane, header: StreamHeader): Promise<void> {
  const reader = new EntropyReader(bytes, scan.start);
  const first = 2 ** (header.precision - scan.pointTransform - 1);
  const linesPerTurn = Math.max(1, Math.floor(SAMPLES_PER_TURN / plane.width));
  for (let y = 0; y < header.height; y += 1) {
    const isRestart = scan.restartLines > 0 && y > 0 && y % scan.restartLines === 0;
    if (isRestart) reader.restart();
    decodeLine(reader, scan, plane, y, y === 0 || isRestart ? first : null);
    if (reader.isOverrun) throw truncated('the JPEG data end before their pixels do');
    if (y % linesPerTurn === 0) await nextTurn();
  }
}

/**
 * Decodes lossless JPEG (ITU-T T.81 annex H, Huffman; any predictor, point transform, restarts, 2 to 16 bits), one or
 * three components, interleaved or not, to cells [height, width, components]. Gives way to others as it goes.
 * Written anew because it must refuse what is cut off or damaged, where others fill up with a grey.
 * Errors: `unreadable-image`, `unsupported-media` (subsampling).
 */
export async function decodeLossless(bytes: Buffer, header: StreamHeader): Promise<Cells> {
  const { height, width, components } = header;
  const plane: Plane = { cells: new Uint16Array(height * width * components), width, step: components };
  const scans = losslessScans(bytes, width, (start) => endOfScan(bytes, start));
  const seen = new Set(scans.flatMap((scan) => scan.components.map(({ place }) => place)));
  if (seen.size !== components) throw truncated('the JPEG codestream lacks a component');
  for (const scan of scans) {
    await decodeScan(bytes, scan, plane, header);
    const shift = scan.pointTransform;
    if (shift === 0) continue;
    for (const { place } of scan.components) {
      for (let at = place; at < plane.cells.length; at += components) plane.cells[at] = (plane.cells[at] ?? 0) << shift;
    }
  }
  return header.precision > 8 ? plane.cells : Uint8Array.from(plane.cells);
}
