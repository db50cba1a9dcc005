import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colourMap, saturated } from './colourMap';
import { interpolateMap } from './interpolateMap';
import { SIGNED_STOPS, signedColour, signedGradient } from './signedScale';

const alphas = (rgba: Uint8ClampedArray): number[] => [...rgba].filter((_, i) => i % 4 === 3);

test('the scale is fixed: ends, middle and everything beyond', () => {
  assert.deepEqual(signedColour(-6, 6, 'dark'), SIGNED_STOPS.dark[0]);
  assert.deepEqual(signedColour(0, 6, 'dark'), SIGNED_STOPS.dark[5]);
  assert.deepEqual(signedColour(6, 6, 'dark'), SIGNED_STOPS.dark[10]);
  assert.deepEqual(signedColour(60, 6, 'light'), SIGNED_STOPS.light[10]);
});

test('a colour half-way between two stops is half-way between their colours', () => {
  assert.deepEqual(signedColour(-5.4, 6, 'dark'), [137, 93, 238]);
});

test('a range that is not positive is refused', () => assert.throws(() => signedColour(1, 0, 'dark'), /range: 0/));

test('cells within a tenth of the range show the image', () => {
  const { rgba } = colourMap({ height: 1, width: 5, values: [0.59, -0.59, 0.61, -6, Number.NaN] }, 6);
  assert.deepEqual(alphas(rgba), [0, 0, 255, 255, 0]);
});

test('a map whose size is not its shape is refused', () => {
  assert.throws(() => colourMap({ height: 2, width: 2, values: [1] }, 6), /values: 1 for 2 × 2/);
});

test('saturated cells are counted', () => {
  assert.equal(saturated({ height: 1, width: 4, values: [6, 6.1, -7, 0] }, 6), 2);
});

test('values are interpolated at half-pixel centres, as torch with align_corners=False does', () => {
  // torch 2.2: interpolate(tensor([[[[0., 4.]]]]), size=(1, 4), mode="bilinear", align_corners=False)
  assert.deepEqual(interpolateMap({ height: 1, width: 2, values: [0, 4] }, 1, 4).values, [0, 1, 3, 4]);
});

test('interpolating to the same size changes nothing, and a constant stays constant', () => {
  const map = { height: 2, width: 3, values: [1, -2, 3, 4, 0, -6] };
  assert.deepEqual(interpolateMap(map, 2, 3).values, map.values);
  assert.ok(interpolateMap({ height: 2, width: 2, values: [3, 3, 3, 3] }, 9, 5).values.every((v) => v === 3));
});

test('the gradient names all stops', () => {
  assert.equal(signedGradient('to top', 'dark').split('rgb').length - 1, 11);
});
