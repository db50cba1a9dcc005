import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { floatToHalf } from './floatToHalf';
import { halfToFloat } from './halfFloat';
import { readGraph } from './readGraph';
import { graphBuilder } from './testing/graphBuilder';
import { headModel, LINEAR_HEADS } from './testing/headVariants';

test('input, head and feature map of a small graph are told', () => {
  const report = readGraph(LINEAR_HEADS.find(({ name }) => name === 'two Gemms')?.bytes ?? new Uint8Array());
  assert.deepEqual(report.input, {
    name: 'input',
    type: 'FLOAT',
    layout: 'NCHW',
    batch: null,
    channels: 1,
    size: [8, 8],
  });
  assert.deepEqual(report.head, { kind: 'linear', layers: 2, activation: 'sigmoid', classes: 3, reason: null });
  assert.deepEqual([report.featureMap?.channels, report.pooling, report.family], [5, 'GlobalAveragePool', null]);
  assert.deepEqual([report.opset, report.precision, report.attention, report.assumed], [13, 'float32', null, []]);
});

test('a fixed batch is assumed to be filled, and said', () => {
  const report = readGraph(headModel((g, x) => g.node('GlobalAveragePool', [x]), { batch: 6 }));
  assert.match(report.assumed.join(), /fixed at 6, so one image is sent 6 times/);
});

test('an input whose dimensions are all free is told by what takes it', () => {
  const free = (perm: number[]) => {
    const g = graphBuilder();
    const turned = g.node('Transpose', [g.input(['N', 'a', 'b', 'c'])], { perm });
    return readGraph(g.model([{ name: g.node('Conv', [turned, g.weights([1, 3, 1, 1])]), dims: ['N'] }])).input.layout;
  };
  assert.deepEqual([free([0, 3, 1, 2]), free([0, 2, 1, 3])], ['NHWC', 'unknown']);
});

test('a further input is told apart from the image', () => {
  const g = graphBuilder();
  g.input([1, 2], 'age');
  const pooled = g.node('GlobalAveragePool', [g.input([1, 3, 8, 8], 'image')]);
  const report = readGraph(g.model([{ name: pooled, dims: [1, 3] }]));
  assert.equal(report.input.name, 'image');
  assert.deepEqual(report.extraInputs, [{ name: 'age', type: 'FLOAT', dims: [1, 2] }]);
});

test('the real models are told', { skip: skipWithoutAssets }, () => {
  const read = (file: string) => readGraph(readFileSync(join(assetsDir, 'models', file)));
  const nih = read('nih14_mobilenetv2_224.onnx');
  assert.deepEqual(
    [nih.family, nih.head.kind, nih.featureMap?.tensor],
    ['MobileNetV2', 'linear', 'features.final_relu6'],
  );
  const lung = read('lung5_mobilenetv3large_224.onnx');
  assert.deepEqual([lung.family, lung.head.kind, lung.pooling], ['MobileNetV3', 'hidden', 'GlobalAveragePool']);
});

test('every half is made of the value that it is', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = halfToFloat(bits);
    if (!Number.isNaN(value)) assert.equal(floatToHalf(value), bits);
  }
  assert.deepEqual([65519, 65520, 1 + 2 ** -11, 1 + 3 * 2 ** -11].map(floatToHalf), [0x7bff, 0x7c00, 0x3c00, 0x3c02]);
  assert.equal(floatToHalf(2 ** -25), 0);
  assert.equal(floatToHalf(Number.NaN), 0x7e00);
});
