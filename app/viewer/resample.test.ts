import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Grey, previewGrey } from './grey';
import { toneOf } from './painter';
import { drawWindowed, resample } from './resample';

const image = (width: number, ...samples: number[]): Grey => ({
  ...previewGrey(new Uint8ClampedArray(0), 0, 0),
  height: samples.length / width,
  width,
  samples: Uint8Array.from(samples),
});

test('shown at its own size an image is itself', () => {
  assert.deepEqual([...resample(image(2, 1, 2, 3, 4), 1, 0.5, 0.5, 2, 2)], [1, 2, 3, 4]);
});

test('smaller, samples are averaged; enlarged, the part around the middle is shown', () => {
  assert.deepEqual([...resample(image(2, 10, 20, 30, 40), 1, 0.5, 0.5, 1, 1)], [25]);
  assert.deepEqual([...resample(image(2, 10, 20, 30, 40), 2, 0.25, 0.75, 2, 2)], [30, 30, 30, 30]);
});

test('a window is centred on its level; inversion swaps its ends', () => {
  const bytes = (invert: boolean): number[] => {
    const words = new Uint32Array(4);
    const tone = toneOf({ window: 100, level: 100, invert });
    drawWindowed(words, Uint16Array.of(50, 110, 150, 200), { scale: 1, offset: 0 }, tone);
    return Array.from(words, (word) => word & 255);
  };
  assert.deepEqual(bytes(false), [0, 153, 255, 255]);
  assert.deepEqual(bytes(true), [255, 102, 0, 0]);
});
