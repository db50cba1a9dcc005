import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backgroundMask } from './backgroundMask';
import { collimationBorder } from './collimationBorder';
import { boxMask } from './drawMask.fixture';
import { frameMask } from './frameMask';
import { intensityQuantile } from './intensityQuantile';
import { maskArea } from './maskArea';
import type { Raster } from './raster';

/** A textured body of 110–150 with rectangles [x, y, width, height, value] painted on it. */
function draw(height: number, width: number, ...boxes: [number, number, number, number, number][]): Raster {
  const pixels = Float32Array.from(
    { length: height * width },
    (_, i) => 110 + ((i * 7 + Math.floor(i / width) * 3) % 41),
  );
  for (const [x, y, boxWidth, boxHeight, value] of boxes) {
    for (let row = y; row < y + boxHeight; row++) pixels.fill(value, row * width + x, row * width + x + boxWidth);
  }
  return { height, width, pixels };
}

test('the frame is 6 % of the shorter side', () => {
  assert.equal(maskArea(frameMask(draw(100, 200))), 100 * 200 - 88 * 188);
});

test('a collimation border wider than that belongs to the frame', () => {
  const image = draw(100, 100, [0, 0, 100, 15, 0], [0, 0, 20, 100, 255]);
  assert.deepEqual(collimationBorder(image), { top: 15, right: 0, bottom: 0, left: 20 });
  assert.equal(maskArea(frameMask(image)), 10000 - (100 - 20 - 6) * (100 - 15 - 6));
});

test('black on all four sides is found although each side ends in two others', () => {
  const image = draw(60, 60, [0, 0, 60, 5, 0], [0, 52, 60, 8, 0], [0, 0, 7, 60, 0], [50, 0, 10, 60, 0]);
  assert.deepEqual(collimationBorder(image), { top: 5, right: 10, bottom: 8, left: 7 });
});

test('an image that is flat all over has no border', () => {
  const flat = { height: 20, width: 30, pixels: new Float32Array(600).fill(80) };
  assert.deepEqual(collimationBorder(flat), { top: 0, right: 0, bottom: 0, left: 0 });
});

test('background is the dark that reaches the border, not the dark inside', () => {
  const image = draw(60, 60, [0, 0, 10, 60, 3], [25, 20, 8, 20, 3]);
  assert.deepEqual(backgroundMask(image), boxMask(60, 60, [0, 0, 10, 60]));
});

test('an exposure without air has no background', () => {
  assert.ok(maskArea(backgroundMask(draw(60, 60))) === 0);
});

test('quantiles are whole grey steps', () => {
  const raster = { height: 1, width: 4, pixels: Float32Array.of(0, 10.7, 20, 255) };
  assert.deepEqual(
    [0, 0.5, 0.75, 1].map((share) => intensityQuantile(raster, share)),
    [0, 10, 20, 255],
  );
  assert.throws(() => intensityQuantile(raster, 2), /share: 2/);
  assert.throws(() => intensityQuantile({ ...raster, width: 3 }, 0.5), /raster size: 1x3/);
});
