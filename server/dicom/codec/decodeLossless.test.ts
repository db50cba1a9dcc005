import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LOSSLESS, readJpegHeader } from '../codestream/jpegHeader';
import { encodeLossless } from '../testing/encodeLossless';
import { decodeLossless } from './decodeLossless';

const decode = (stream: Buffer) => decodeLossless(stream, readJpegHeader(stream, [LOSSLESS]));

test('any samples come back, for every predictor, depth, point transform and restart', async () => {
  const picture = fc.record({
    height: fc.integer({ min: 1, max: 12 }),
    width: fc.integer({ min: 1, max: 12 }),
    precision: fc.integer({ min: 2, max: 16 }),
    predictor: fc.integer({ min: 1, max: 7 }),
    pointTransform: fc.constantFrom(0, 0, 1),
    restartLines: fc.constantFrom(0, 1, 3),
    samples: fc.array(fc.nat(65_535), { minLength: 144, maxLength: 144 }),
  });
  await fc.assert(
    fc.asyncProperty(picture, async ({ height, width, samples, ...options }) => {
      const top = 2 ** options.precision - 1;
      const wanted = Uint16Array.from(samples.slice(0, height * width), (value) => value & top);
      const decoded = await decode(encodeLossless(wanted, height, width, options));
      const cut = options.pointTransform;
      assert.deepEqual(
        [...decoded],
        [...wanted].map((value) => (value >> cut) << cut),
      );
    }),
    { seed: 5, numRuns: 300 },
  );
});

const options = { precision: 12, predictor: 4, pointTransform: 0, restartLines: 0 };
const samples = Uint16Array.from({ length: 400 }, (_, index) => (index * 709) & 4095);

test('data that end too early are refused, not filled up', async () => {
  const stream = encodeLossless(samples, 20, 20, options);
  const end = Buffer.from([0xff, 0xd9]);
  for (const missing of [3, 10, 200]) {
    const cut = Buffer.concat([stream.subarray(0, stream.length - 2 - missing), end]);
    await assert.rejects(decode(cut), /unreadable|truncated DICOM file: the JPEG data end before their pixels do/);
  }
});

test('codes of no table, lost restart markers and scans without a table are refused', async () => {
  const stream = encodeLossless(samples, 20, 20, options);
  const scan = stream.indexOf(Buffer.from([0xff, 0xda]));
  const garbled = Buffer.from(stream);
  garbled.fill(0xfe, scan + 10, scan + 14);
  await assert.rejects(decode(garbled), /a code that is in no table/);
  const restarts = encodeLossless(samples, 20, 20, { ...options, restartLines: 5 });
  const marker = restarts.indexOf(Buffer.from([0xff, 0xd1]));
  await assert.rejects(decode(Buffer.concat([restarts.subarray(0, marker), restarts.subarray(marker + 2)])));
  const untabled = Buffer.from(stream);
  untabled[stream.indexOf(Buffer.from([0xff, 0xc4])) + 4] = 3;
  await assert.rejects(decode(untabled), /names what was not defined/);
  const noScan = Buffer.concat([stream.subarray(0, scan), Buffer.from([0xff, 0xd9, 0, 0])]);
  await assert.rejects(async () => decode(noScan));
});
