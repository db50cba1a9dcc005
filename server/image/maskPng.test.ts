import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { AppError } from '@/server/problem/appError';
import { decodeMask, encodeMask } from './maskPng';

const raw = (data: Uint8Array | Uint16Array, width: number, channels: 1 | 2 | 3 | 4) =>
  sharp(data, { raw: { width, height: data.length / width / channels, channels } });

const unreadable = (detail: RegExp) => (error: unknown) =>
  error instanceof AppError && error.code === 'unreadable-mask' && detail.test(error.message);

test('a mask survives encoding and decoding', async () => {
  const side = fc.integer({ min: 1, max: 20 });
  const mask = fc
    .tuple(side, side)
    .chain(([height, width]) =>
      fc
        .array(fc.constantFrom(0, 1), { minLength: height * width, maxLength: height * width })
        .map((data) => ({ height, width, data: Uint8Array.from(data) })),
    );
  await fc.assert(
    fc.asyncProperty(mask, async (given) => assert.deepEqual(await decodeMask(await encodeMask(given)), given)),
    { seed: 5, numRuns: 30 },
  );
});

test('an encoded mask is 0 and 255, grey', async () => {
  const png = await encodeMask({ height: 1, width: 3, data: Uint8Array.of(0, 1, 0) });
  const { data, info } = await sharp(png).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([[...data], info.channels], [[0, 255, 0], 1]);
  assert.equal((await sharp(png).metadata()).bitsPerSample, 1);
});

test('inside is above half range in 8 and 16 bits, grey and colour, palette and alpha', async () => {
  const read = async (png: Promise<Buffer>) => [...(await decodeMask(await png)).data];
  assert.deepEqual(
    await read(
      raw(Uint8Array.of(0, 127, 128, 255), 2, 1)
        .toColourspace('b-w')
        .png()
        .toBuffer(),
    ),
    [0, 0, 1, 1],
  );
  const sixteen = raw(Uint16Array.of(0, 32767, 32768, 65535), 2, 1).toColourspace('grey16');
  assert.deepEqual(await read(sixteen.png().toBuffer()), [0, 0, 1, 1]);
  const colour = Uint8Array.of(255, 255, 255, 0, 0, 255, 0, 255, 0, 0, 0, 0);
  assert.deepEqual(await read(raw(colour, 2, 3).png().toBuffer()), [1, 0, 1, 0]);
  const bits = raw(Uint8Array.of(0, 255, 255, 0), 2, 1)
    .toColourspace('b-w')
    .png({ palette: true, colours: 2 });
  assert.deepEqual(await read(bits.toBuffer()), [0, 1, 1, 0]);
  assert.deepEqual(
    await read(
      raw(Uint8Array.of(255, 0, 255, 255), 2, 2)
        .png()
        .toBuffer(),
    ),
    [0, 1],
  );
});

test('an all-black mask is empty, one of 0 and 1 is refused', async () => {
  const png = (value: number) => raw(new Uint8Array(9).fill(value), 3, 1).toColourspace('b-w').png().toBuffer();
  assert.equal((await decodeMask(await png(0))).data.includes(1), false);
  await assert.rejects(decodeMask(await png(1)), unreadable(/write 255 inside/));
});

test('what is not a whole PNG is refused', async () => {
  const png = await encodeMask({ height: 20, width: 20, data: new Uint8Array(400).fill(1) });
  const jpeg = await sharp(png).jpeg().toBuffer();
  await assert.rejects(decodeMask(png.subarray(0, -5)), unreadable(/truncated/));
  await assert.rejects(decodeMask(jpeg), unreadable(/not PNG/));
  await assert.rejects(decodeMask(Buffer.from('mask')), unreadable(/text/));
});

test('a mask whose data does not fit its size throws', () => {
  assert.throws(() => encodeMask({ height: 2, width: 2, data: new Uint8Array(3) }), RangeError);
});
