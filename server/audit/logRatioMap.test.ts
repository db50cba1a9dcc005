import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logRatioMap } from './logRatioMap';

const map = (...values: number[]) => ({ height: 1, width: values.length, values: Float32Array.from(values) });

test('a cell at the baseline is 0', () => {
  const [value] = logRatioMap(map(0), Math.log(0.2 / 0.8), 0.2).values;
  assert.ok(Math.abs(value ?? 1) < 1e-6);
});

test('it is the log of the ratio of probabilities', () => {
  const [value] = logRatioMap(map(2), -1, 0.1).values;
  assert.ok(Math.abs((value ?? 0) - Math.log(1 / (1 + Math.exp(-1)) / 0.1)) < 1e-6);
});

test('extreme logits stay finite: bounded above, linear below', () => {
  const [high, low] = logRatioMap(map(1000, -1000), 0, 0.012).values;
  assert.ok(Math.abs((high ?? 0) + Math.log(0.012)) < 1e-5);
  assert.ok(Math.abs((low ?? 0) - (-1000 - Math.log(0.012))) < 1e-3);
});

test('a baseline that is no probability and a map that is not finite are refused', () => {
  assert.throws(() => logRatioMap(map(0), 0, 0), /baseline: 0/);
  assert.throws(() => logRatioMap(map(0), 0, 1.5), RangeError);
  assert.throws(() => logRatioMap(map(0), Number.NaN, 0.5), /bias: NaN/);
  assert.throws(() => logRatioMap(map(Number.NaN), 0, 0.5), /saliency map value: NaN/);
  assert.throws(() => logRatioMap({ height: 2, width: 2, values: new Float32Array(3) }, 0, 0.5), /saliency map size/);
});
