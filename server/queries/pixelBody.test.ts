import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodePixels, type Pixels, readPixels } from './pixelBody';

const FACTS = { bits: 12, scale: 0.0625, offset: -3.5, values: { slope: 1, intercept: -1024 } };

test('pixels survive the way through bytes, at one and at two bytes a sample', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(65_535), { minLength: 1, maxLength: 50 }), fc.boolean(), (values, isWide) => {
      const samples = isWide ? Uint16Array.from(values) : Uint8Array.from(values);
      const pixels: Pixels = { ...FACTS, height: 1, width: values.length, samples };
      assert.deepEqual(readPixels(encodePixels(pixels).buffer), pixels);
    }),
  );
});

test('anything else is refused', () => {
  const { buffer } = encodePixels({ ...FACTS, height: 2, width: 2, samples: Uint16Array.of(1, 2, 3, 4) });
  assert.throws(() => readPixels(buffer.slice(0, buffer.byteLength - 1)), /pixels: \d+ bytes/);
  assert.throws(() => readPixels(buffer.slice(0, 20)), RangeError);
  assert.throws(() => readPixels(new ArrayBuffer(64)), /not a pixel body/);
});
