import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { findLinearHead } from './findLinearHead';
import { readModel } from './readModel';
import { CHANNELS, CLASSES, headModel, LINEAR_HEADS, OTHER_HEADS } from './testing/headVariants';

function headOf(bytes: Uint8Array) {
  const model = readModel(bytes);
  return findLinearHead(model, model.graph?.output[0]?.name ?? '');
}

for (const { name, bytes } of LINEAR_HEADS) {
  test(`a linear head is found: ${name}`, () => {
    const head = headOf(bytes);
    assert.ok(head.ok, head.ok ? '' : head.reason);
    assert.equal(head.classes, CLASSES);
    assert.equal(head.weights.length, head.classes * head.channels);
    assert.equal(head.bias.length, head.classes);
  });
}

for (const { name, bytes, reason } of OTHER_HEADS) {
  test(`another head is refused with its reason: ${name}`, () => {
    const head = headOf(bytes);
    assert.ok(!head.ok);
    assert.match(head.reason, reason);
  });
}

test('two layers collapse to W2 W1 and W2 b1 + b2', () => {
  const bytes = headModel((g, x) => {
    const pooled = g.node('Flatten', [g.node('GlobalAveragePool', [x])]);
    const first = [g.weights([2, CHANNELS], [1, 0, 0, 0, 2, 0, 1, 0, 0, 0]), g.weights([2], [10, 20])];
    const second = [g.weights([CLASSES, 2], [1, 1, 0, 3, 2, 0]), g.weights([CLASSES], [0.5, 0, -1])];
    return g.node('Gemm', [g.node('Gemm', [pooled, ...first], { transB: 1 }), ...second], { transB: 1 });
  });
  const head = headOf(bytes);
  assert.ok(head.ok);
  assert.deepEqual([...head.weights], [1, 1, 0, 0, 2, 0, 3, 0, 0, 0, 2, 0, 0, 0, 4]);
  assert.deepEqual([...head.bias], [30.5, 60, 19]);
});

test('a circular graph is refused', () => {
  const bytes = headModel((g) => g.node('Identity', [g.node('Relu', ['b'], {}, 'a')], {}, 'b'));
  const head = headOf(bytes);
  assert.ok(!head.ok);
});

test('a half-precision head says so', () => {
  const half = LINEAR_HEADS.find(({ name }) => name.includes('half'));
  const head = headOf(half?.bytes ?? new Uint8Array());
  assert.ok(head.ok && !head.isFloat32);
});

test('the real classifier has a head of 14 classes and 1280 channels', { skip: skipWithoutAssets }, () => {
  const head = headOf(readFileSync(join(assetsDir, 'models/nih14_mobilenetv2_224.onnx')));
  assert.ok(head.ok);
  assert.deepEqual([head.classes, head.channels, head.activation], [14, 1280, 'sigmoid']);
  assert.deepEqual(
    [head.featureTensor, head.pooledTensor, head.logitsTensor],
    ['features.final_relu6', 'features.gap', 'logits'],
  );
  assert.ok(Math.abs((head.bias[0] ?? 0) + 2.167776346) < 1e-6);
});

test('the real five-class model is refused for its hidden layer', { skip: skipWithoutAssets }, () => {
  const head = headOf(readFileSync(join(assetsDir, 'models/lung5_mobilenetv3large_224.onnx')));
  assert.deepEqual(head, {
    ok: false,
    reason: 'Relu between pooling and the output (node /Relu): the head has a hidden layer, so CAM is not exact',
  });
});

test('a segmenter is refused: nothing is pooled', { skip: skipWithoutAssets }, () => {
  const head = headOf(readFileSync(join(assetsDir, 'models/lung_unet_192.onnx')));
  assert.ok(!head.ok);
  assert.match(head.reason, /no global average pooling/);
});
