import assert from 'node:assert/strict';
import { test } from 'node:test';
import { depthWords, type Grey, pixelWords, previewGrey, windowInFile } from './grey';

/** MONOCHROME1 with 12 bits: 255 at 0, 0 at 4080; values in the file begin at −1024. */
const INVERTED: Grey = {
  depth: 'full',
  height: 1,
  width: 2,
  samples: Uint16Array.of(0, 4080),
  bits: 12,
  scale: -1 / 16,
  offset: 255,
  values: { slope: 1, intercept: -1024 },
};

test('a window on greys is said in the file’s own units, inverted or not', () => {
  assert.equal(windowInFile(INVERTED, 255, 127.5), '4080 / 1016');
  assert.equal(windowInFile(INVERTED, 127.5, 255), '2040 / -1024');
  assert.equal(windowInFile({ ...INVERTED, values: null }, 255, 127.5), null);
});

test('the probe gives the value in the file, or the grey', () => {
  assert.equal(pixelWords(INVERTED, { x: 0.9, y: 0.5 }), 'px 3056');
  assert.equal(pixelWords({ ...INVERTED, values: null }, { x: 0, y: 0 }), 'grey 255.0');
});

test('the preview is the picture’s own greys', () => {
  const grey = previewGrey(Uint8ClampedArray.of(7, 7, 7, 255, 9, 9, 9, 255), 1, 2);
  assert.deepEqual([...grey.samples], [7, 9]);
  assert.equal(pixelWords(grey, { x: 1, y: 0 }), 'grey 9');
});

test('what is on the screen is said', () => {
  assert.equal(depthWords(INVERTED, 'idle'), 'full depth, 12 bit, 2 × 1');
  assert.equal(depthWords({ ...INVERTED, depth: 'preview' }, 'loading'), '8-bit preview, 2 × 1; full depth is loading');
  assert.equal(depthWords({ ...INVERTED, depth: 'preview' }, 'idle'), '8 bit, 2 × 1, as in the file');
  assert.equal(depthWords(null, 'idle'), 'picture only');
});
