import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { buildDicom, radiographElements } from '@/server/dicom/testing/buildDicom';
import { flatJ2k, flatJpegLs, flatLossless, flatRle, streamElements } from '@/server/dicom/testing/flatStreams';
import { writeChunk } from './mutatePng';
import type { Seeds } from './seeds';

/** A small file that asks for much, and what may be answered to it. */
export type Bomb = { name: string; bytes: Buffer; refused: boolean };

/** Of the largest square pictures. */
const SIDE = 7_900;

const DEFLATED = '1.2.840.10008.1.2.1.99';

/** Files that claim or unpack to much more than they are. */
export async function bombs(seeds: Seeds): Promise<Bomb[]> {
  const [png = Buffer.alloc(0)] = seeds.png;
  return [
    { name: 'PNG of the largest size', bytes: await flat(8_000, 8_000, {}), refused: false },
    { name: 'interlaced 16-bit RGBA PNG of the largest size', bytes: await deepPng(), refused: false },
    { name: 'progressive JPEG of the largest size', bytes: await flatJpeg(), refused: false },
    { name: 'PNG that claims 60,000 × 60,000', bytes: claim(png, 60_000, 60_000), refused: true },
    { name: 'PNG that claims 8,192 × 1 and more rows', bytes: claim(png, 8_192, 7_800), refused: true },
    { name: 'PNG with 64 MB of text', bytes: texts(png), refused: false },
    { name: 'deflated DICOM of 1 GB', bytes: deflated(1_000_000_000), refused: true },
    { name: 'deflated DICOM that is as large as allowed', bytes: deflated(190_000_000), refused: true },
    ...compressed(),
  ];
}

const flat = (width: number, height: number, png: { progressive?: boolean }): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: 'black' } })
    .toColourspace('b-w')
    .png(png)
    .toBuffer();

const deepPng = (): Promise<Buffer> =>
  sharp({ create: { width: 7_900, height: 7_900, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } } })
    .toColourspace('rgb16')
    .png({ progressive: true })
    .toBuffer();

const flatJpeg = (): Promise<Buffer> =>
  sharp({ create: { width: 7_900, height: 7_900, channels: 3, background: 'gray' } })
    .jpeg({ progressive: true })
    .toBuffer();

/** The same PNG with another size in its header, check sum mended. */
function claim(png: Buffer, width: number, height: number): Buffer {
  const data = Buffer.from(png.subarray(16, 29));
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  return Buffer.concat([png.subarray(0, 8), writeChunk({ type: 'IHDR', data }), png.subarray(33)]);
}

function texts(png: Buffer): Buffer {
  const chunk = writeChunk({ type: 'tEXt', data: Buffer.alloc(64_000, 0x61) });
  return Buffer.concat([png.subarray(0, 33), ...Array.from({ length: 1_000 }, () => chunk), png.subarray(33)]);
}

/** A data set that inflates to so many bytes of nothing behind its first elements. */
function deflated(bytes: number): Buffer {
  const file = buildDicom([{ tag: '00080016', vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.1' }], { syntax: DEFLATED });
  const start = 132 + 12 + 8 + DEFLATED.length + (DEFLATED.length % 2);
  const zeros = Array.from({ length: Math.floor(bytes / 50_000_000) }, () => Buffer.alloc(50_000_000));
  return Buffer.concat([
    file.subarray(0, start),
    deflateRawSync(Buffer.concat([file.subarray(start), ...zeros]), { level: 1 }),
  ]);
}

/** Whole pictures of the largest size in a few bytes, and the same cut off: those are read, and fail later. */
function compressed(): Bomb[] {
  const codings = [
    { coding: 'JPEG 2000', syntax: '1.2.840.10008.1.2.4.90', stream: flatJ2k(SIDE, SIDE) },
    { coding: 'RLE', syntax: '1.2.840.10008.1.2.5', stream: flatRle(SIDE, SIDE) },
    { coding: 'lossless JPEG', syntax: '1.2.840.10008.1.2.4.70', stream: flatLossless(SIDE, SIDE) },
    { coding: 'JPEG-LS', syntax: '1.2.840.10008.1.2.4.80', stream: flatJpegLs(SIDE, SIDE) },
  ];
  const claims = [
    { coding: 'lossless JPEG', syntax: '1.2.840.10008.1.2.4.70', stream: without(flatLossless(SIDE, SIDE)) },
    { coding: 'JPEG-LS', syntax: '1.2.840.10008.1.2.4.80', stream: without(flatJpegLs(SIDE, SIDE)) },
  ];
  const file = (stream: Buffer, syntax: string) =>
    buildDicom(radiographElements([0], streamElements(SIDE, SIDE, stream)), { syntax });
  const precincts = flatJ2k(SIDE, SIDE, { precincts: [4, 4], layers: 400 });
  const cut = flatRle(SIDE, SIDE).subarray(0, 200);
  return [
    ...codings.map(({ coding, syntax, stream }) => ({
      name: `${coding} DICOM of the largest size`,
      bytes: file(stream, syntax),
      refused: false,
    })),
    ...claims.map(({ coding, syntax, stream }) => ({
      name: `${coding} DICOM that claims the largest size, and ends at once`,
      bytes: file(stream, syntax),
      refused: false,
    })),
    { name: 'RLE DICOM that claims the largest size', bytes: file(cut, '1.2.840.10008.1.2.5'), refused: true },
    {
      name: 'JPEG 2000 DICOM of a hundred million packets',
      bytes: file(precincts, '1.2.840.10008.1.2.4.90'),
      refused: true,
    },
  ];
}

/** Without most of its data, and with its end. */
const without = (stream: Buffer): Buffer => Buffer.concat([stream.subarray(0, 80), stream.subarray(-2)]);
