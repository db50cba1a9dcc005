import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawShared } from './drawShared';

const SIDE = 200;

/** A grey body on black air, a bright word in the corner, and a mark within the body that is known by its mask. */
function picture() {
  const pixels = new Float32Array(SIDE * SIDE);
  const paint = (value: number, [x, y, width, height]: [number, number, number, number]) => {
    for (let row = y; row < y + height; row++) pixels.fill(value, row * SIDE + x, row * SIDE + x + width);
  };
  paint(120, [40, 30, 120, 170]);
  for (let i = 0; i < pixels.length; i++) if (pixels[i] === 120) pixels[i] = 110 + ((i * 7919) % 21);
  paint(255, [16, 16, 4, 10]);
  paint(250, [90, 90, 10, 10]);
  const marker = { height: SIDE, width: SIDE, data: new Uint8Array(SIDE * SIDE) };
  for (let row = 90; row < 100; row++) marker.data.fill(1, row * SIDE + 90, row * SIDE + 100);
  return { raster: { height: SIDE, width: SIDE, pixels }, lungs: null, marker };
}

const most = (pixels: Float32Array) => pixels.reduce((a, b) => Math.max(a, b), 0);

test('the frame is cut off and known marks are blank under every policy', () => {
  for (const policy of ['body', 'cropped', 'attribution'] as const) {
    const { raster, box } = drawShared(picture(), policy);
    assert.ok(box.left >= 0.06 && box.top >= 0.06 && box.right <= 0.94 && box.bottom <= 0.94, policy);
    const at = (x: number, y: number) =>
      raster.pixels[(y - Math.round(box.top * SIDE)) * raster.width + x - Math.round(box.left * SIDE)];
    assert.equal(at(95, 95), 0, policy);
  }
});

test('what is written beside the body is not within its outline, and an outline holds no grey of the picture', () => {
  const body = drawShared(picture(), 'body').raster.pixels;
  assert.ok(most(body) < 140);
  const outline = drawShared(picture(), 'attribution').raster.pixels;
  assert.deepEqual([...new Set(outline)].sort(), [0, 200]);
});
