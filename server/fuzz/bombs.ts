import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { buildDicom, EXPLICIT, radiographElements, type TestElement } from '@/server/dicom/testing/buildDicom';
import { writeChunk } from './mutatePng';
import type { Seeds } from './seeds';

/** A small file that asks for much, and what may be answered to it. */
export type Bomb = { name: string; bytes: Buffer; refused: boolean };

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
    ...['jpeg-2000-90-12.dcm', 'rle-12.dcm', 'lossless-70-16.dcm', 'jpeg-ls-80-12.dcm'].flatMap((_, index) =>
      large(seeds, index),
    ),
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

/** DICOM headers that claim the largest size, with next to no pixels behind them. */
function large(seeds: Seeds, index: number): Bomb[] {
  const sizes: TestElement[] = [
    { tag: '00280010', vr: 'US', value: 7_900 },
    { tag: '00280011', vr: 'US', value: 7_900 },
  ];
  const syntaxes = [
    `${EXPLICIT.slice(0, -2)}.4.90`,
    `${EXPLICIT.slice(0, -2)}.5`,
    `${EXPLICIT.slice(0, -2)}.4.70`,
    EXPLICIT,
  ];
  const syntax = syntaxes[index] ?? EXPLICIT;
  const bytes = buildDicom(radiographElements([1, 2, 3], sizes), { syntax });
  return seeds.dicom.length === 0 ? [] : [{ name: `DICOM ${syntax} that claims 7,900 × 7,900`, bytes, refused: true }];
}
