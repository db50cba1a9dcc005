// Codestreams of one grey, as small as their coding allows: a few bytes that are millions of pixels.

import { writeFragments } from '../encapsulated';
import type { TestElement } from './buildDicom';

const uint16 = (value: number) => [value >> 8, value & 255];
const uint32 = (value: number) => [...uint16(value >>> 16), ...uint16(value & 0xffff)];
const segment = (marker: number, body: number[]) => [0xff, marker, ...uint16(body.length + 2), ...body];

/** `precincts`: exponents of their sides at the lowest resolution and at all others; the largest when left out. */
export type J2kStyle = { levels?: number; layers?: number; precincts?: number[] };

/** JPEG 2000 of 8 bits in one tile, whose packets are all empty (ITU-T T.800 B.10.3): each a single byte. */
export function flatJ2k(height: number, width: number, style: J2kStyle = {}): Buffer {
  const { levels = 5, layers = 1, precincts = [] } = style;
  const sides = [...uint32(width), ...uint32(height), ...uint32(0), ...uint32(0)];
  const sizes = Array.from({ length: levels + 1 }, (_, at) => 0x11 * (precincts[Math.min(at, 1)] ?? 15));
  const coding = [1, 0, ...uint16(layers), 0, levels, 4, 4, 0, 1, ...sizes];
  const steps = [0x40, ...Array.from({ length: 3 * levels + 1 }, () => 0x40)];
  const packets = Array.from({ length: (levels + 1) * layers }, () => 0);
  return Buffer.from([
    ...[0xff, 0x4f],
    ...segment(0x51, [0, 0, ...sides, ...sides, ...uint16(1), 7, 1, 1]),
    ...segment(0x52, coding),
    ...segment(0x5c, steps),
    ...[0xff, 0x90, 0, 10, 0, 0, ...uint32(14 + packets.length), 0, 1, 0xff, 0x93],
    ...packets,
    ...[0xff, 0xd9],
  ]);
}

/** RLE of 8 bits: runs of 128 (PS3.5 G.3). */
export function flatRle(height: number, width: number): Buffer {
  const pixels = height * width;
  const runs = Buffer.alloc(2 * Math.ceil(pixels / 128));
  for (let at = 0; at < runs.length; at += 2) runs[at] = 257 - Math.min(128, pixels - 64 * at);
  const header = Buffer.alloc(64);
  header.writeUInt32LE(1, 0);
  header.writeUInt32LE(64, 4);
  return Buffer.concat([header, runs]);
}

/** Lossless JPEG of 8 bits: a bit, which is 0, for each difference of 0. */
export function flatLossless(height: number, width: number): Buffer {
  const lengths = [1, ...Array.from({ length: 15 }, () => 0)];
  const head = [
    ...[0xff, 0xd8],
    ...segment(0xc3, [8, ...uint16(height), ...uint16(width), 1, 1, 0x11, 0]),
    ...segment(0xc4, [0, ...lengths, 0]),
    ...segment(0xda, [1, 1, 0, 1, 0, 0]),
  ];
  const bits = Buffer.alloc(Math.ceil((height * width) / 8));
  return Buffer.concat([Buffer.from(head), bits, Buffer.from([0xff, 0xd9])]);
}

/** Lengths of runs, as powers of two (ITU-T T.87 A.2.1, J). */
const RUNS = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/** Bits, all of them 1, that say that each line is one run (T.87 A.7.1). */
function countRuns(height: number, width: number): number {
  let [bits, index] = [0, 0];
  for (let y = 0; y < height; y += 1) {
    let left = width;
    for (let run = 2 ** (RUNS[index] ?? 0); left >= run; run = 2 ** (RUNS[index] ?? 0)) {
      left -= run;
      bits += 1;
      index = Math.min(index + 1, RUNS.length - 1);
    }
    bits += left > 0 ? 1 : 0;
  }
  return bits;
}

/** JPEG-LS of 8 bits: one bit a line, once its runs are long enough. */
export function flatJpegLs(height: number, width: number): Buffer {
  const data: number[] = [];
  let left = countRuns(height, width);
  while (left > 0) {
    // A bit that is 0 follows each byte of ones (T.87 A.1).
    const room = data.at(-1) === 255 ? 7 : 8;
    const ones = Math.min(room, left);
    data.push((2 ** ones - 1) * 2 ** (room - ones));
    left -= ones;
  }
  return Buffer.from([
    ...[0xff, 0xd8],
    ...segment(0xf7, [8, ...uint16(height), ...uint16(width), 1, 1, 0x11, 0]),
    ...segment(0xda, [1, 1, 0, 0, 0, 0]),
    ...data,
    ...[0xff, 0xd9],
  ]);
}

/** Changes that make a radiograph one of these: its sides, and the stream in the place of its pixels. */
export function streamElements(height: number, width: number, stream: Buffer): TestElement[] {
  return [
    { tag: '00280010', vr: 'US', value: height },
    { tag: '00280011', vr: 'US', value: width },
    { tag: '7fe00010', vr: 'OB', value: writeFragments(stream), undefinedLength: true },
  ];
}
