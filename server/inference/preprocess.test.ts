import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ModelInput, manifest } from '@/server/model/manifest';
import { preprocess } from './preprocess';

const image = { height: 2, width: 2, pixels: Float32Array.of(0, 255, 51, 102) };
const input = (fields: object): ModelInput =>
  manifest.parse({
    name: 'm',
    version: '1',
    kind: 'classifier',
    input: { size: [8, 8], ...fields },
    findings: [{ name: 'x' }],
  }).input;

test('0–255 is mapped linearly to the range and copied to all channels', () => {
  const out = preprocess(image, { ...input({ channels: 3, range: [-1, 1] }), size: [2, 2] });
  assert.deepEqual(
    [...out].map((value) => Math.round(value * 1e6) / 1e6),
    [-1, 1, -0.6, -0.2, -1, 1, -0.6, -0.2, -1, 1, -0.6, -0.2],
  );
});

test('mean and std follow, per channel or for all', () => {
  const size: [number, number] = [1, 1];
  const out = preprocess(image, { ...input({ channels: 3, mean: [0.1, 0.2, 0.4], std: [0.5] }), size });
  for (const [i, expected] of [0.6, 0.4, 0].entries()) assert.ok(Math.abs((out[i] ?? 9) - expected) < 1e-6);
});

test('values are not rounded in between', () => {
  const out = preprocess(
    { height: 1, width: 2, pixels: Float32Array.of(0.25, 0.5) },
    { ...input({ range: [0, 255] }), size: [1, 2] },
  );
  assert.deepEqual([...out], [0.25, 0.5]);
});

test('two means for three channels are refused', () => {
  assert.throws(() => preprocess(image, input({ channels: 3, mean: [0, 1] })), /mean: 2 numbers for 3 channels/);
});
