import assert from 'node:assert/strict';
import { test } from 'node:test';
import { greyFromSamples } from './greyFromSamples';

test('8-bit grey is kept, 16-bit grey is v / 257 without rounding', () => {
  assert.deepEqual([...greyFromSamples(Uint8Array.of(0, 7, 255), 1)], [0, 7, 255]);
  const sixteen = [...greyFromSamples(Uint16Array.of(0, 1, 1000, 65535), 1)];
  assert.deepEqual(sixteen, [0, Math.fround(1 / 257), Math.fround(1000 / 257), 255]);
});

test('colour is Rec. 601 luma, and grey stored as colour stays exact', () => {
  const grey = greyFromSamples(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 93, 93, 93), 3);
  assert.deepEqual([...grey], [Math.fround(76.245), Math.fround(149.685), Math.fround(29.07), 93]);
});

test('alpha lays the image over black', () => {
  assert.deepEqual([...greyFromSamples(Uint8Array.of(200, 255, 200, 0, 200, 51), 2)], [200, 0, 40]);
  assert.deepEqual([...greyFromSamples(Uint16Array.of(25700, 25700, 25700, 65535), 4)], [100]);
});

test('a number of channels that does not fit throws', () => {
  assert.throws(() => greyFromSamples(new Uint8Array(10), 5), RangeError);
  assert.throws(() => greyFromSamples(new Uint8Array(10), 3), RangeError);
});
