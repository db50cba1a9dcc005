import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxMask } from './drawMask.fixture';
import { eachLocalMean } from './eachLocalMean';
import { markerMask } from './markerMask';
import { mergeGlyphs } from './mergeGlyphs';
import type { Raster } from './raster';

type Rectangle = [x: number, y: number, width: number, height: number];

/** A body that brightens slowly downwards, 256×256, with a soft rib and strokes of one value on it. */
function image(value: number, ...strokes: Rectangle[]): Raster {
  const pixels = Float32Array.from({ length: 65536 }, (_, i) => {
    const y = Math.floor(i / 256);
    return 70 + y / 4 + 60 * Math.exp(-(((y - 120) / 6) ** 2));
  });
  for (const [x, y, width, height] of strokes) {
    for (let row = y; row < y + height; row++) pixels.fill(value, row * 256 + x, row * 256 + x + width);
  }
  return { height: 256, width: 256, pixels };
}

const letterL = (x: number, y: number): Rectangle[] => [
  [x, y, 3, 12],
  [x, y + 9, 8, 3],
];

test('a lead L is found, with every pixel of it and nothing else', () => {
  const { mask, boxes } = markerMask(image(220, ...letterL(220, 20)), null);
  assert.deepEqual(boxes, [{ x: 220, y: 20, width: 8, height: 12, kind: 'marker' }]);
  assert.deepEqual(mask, boxMask(256, 256, [219, 19, 10, 14]));
});

test('dark ink inside the body is found too', () => {
  const { boxes } = markerMask(image(0, ...letterL(220, 20)), null);
  assert.deepEqual(boxes, [{ x: 220, y: 20, width: 8, height: 12, kind: 'marker' }]);
});

test('letters on one baseline are one line of text', () => {
  const word = [20, 31, 42, 53].flatMap((x) => letterL(x, 30));
  assert.deepEqual(markerMask(image(230, ...word), null).boxes, [
    { x: 20, y: 30, width: 41, height: 12, kind: 'text' },
  ]);
});

test('soft ribs, long wires and large plates are no markers', () => {
  assert.deepEqual(markerMask(image(0), null).boxes, []);
  assert.deepEqual(markerMask(image(240, [20, 60, 120, 3]), null).boxes, []);
  assert.deepEqual(markerMask(image(240, [20, 160, 60, 60]), null).boxes, []);
});

test('what lies in the lungs is not a marker', () => {
  const lungs = boxMask(256, 256, [30, 30, 80, 180], [140, 30, 80, 180]);
  const clips = image(230, ...letterL(60, 60), ...letterL(236, 20));
  assert.equal(markerMask(clips, null).boxes.length, 2);
  assert.deepEqual(
    markerMask(clips, lungs).boxes.map(({ x }) => x),
    [236],
  );
  assert.throws(() => markerMask(clips, boxMask(8, 8)), /mask size: 8x8, expected 256x256/);
});

test('boxes merge along a baseline and where they overlap, not across lines', () => {
  const box = (x: number, y: number, width = 6, height = 10) => ({ x, y, width, height });
  assert.equal(mergeGlyphs([box(0, 0), box(18, 0)]).length, 1);
  assert.equal(mergeGlyphs([box(0, 0), box(19, 0)]).length, 2);
  assert.equal(mergeGlyphs([box(0, 0), box(8, 8)]).length, 2);
  assert.deepEqual(mergeGlyphs([box(0, 0), box(20, 0), box(10, 0)]), [{ ...box(0, 0, 26), kind: 'marker' }]);
  assert.deepEqual(mergeGlyphs([box(2, 2, 3, 3), box(0, 0)]), [{ ...box(0, 0), kind: 'marker' }]);
  assert.equal(mergeGlyphs([box(0, 0, 40)])[0]?.kind, 'text');
  assert.deepEqual(mergeGlyphs([]), []);
});

test('the local mean is cut off at the border', () => {
  const raster = { height: 2, width: 3, pixels: Float32Array.of(1, 2, 3, 4, 5, 6) };
  const means = (radius: number) => {
    const rows: number[] = [];
    eachLocalMean(raster, radius, (mean) => rows.push(...mean));
    return rows;
  };
  assert.deepEqual(means(1), [3, 3.5, 4, 3, 3.5, 4]);
  assert.deepEqual(means(0), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(means(9), [3.5, 3.5, 3.5, 3.5, 3.5, 3.5]);
});
