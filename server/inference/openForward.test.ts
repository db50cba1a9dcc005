import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { headModel, LINEAR_HEADS } from '@/server/onnx/testing/headVariants';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { openClassifier } from './classifier';
import { openForward } from './openForward';
import { openTapped } from './openTapped';
import { preprocess } from './preprocess';
import { probeRadiograph } from './probeRadiograph';
import { lung5, nih14, syntheticManifest } from './testing/manifests';

const images = [1, 2, 3, 4, 5].map((seed) => probeRadiograph([224, 224], seed));
const planesOf = (input: typeof nih14.input) =>
  Float32Array.from(images.flatMap((image) => [...preprocess(image, input)]));
const near = (actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-4) => {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < actual.length; i++) {
    assert.ok(
      Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? 0)) < tolerance,
      `${i}: ${actual[i]} ${expected[i]}`,
    );
  }
};

for (const [file, manifest] of [
  ['nih14_mobilenetv2_224.onnx', nih14],
  ['lung5_mobilenetv3large_224.onnx', lung5],
] as const) {
  test(`logits of a batch are those of the classifier: ${file}`, { skip: skipWithoutAssets }, async () => {
    const bytes = readFileSync(join(assetsDir, 'models', file));
    const forward = await openForward(bytes, manifest);
    const classifier = await openClassifier(bytes, manifest);
    const logits = await forward.run(planesOf(manifest.input), images.length);
    const expected: number[] = [];
    for (const image of images) expected.push(...(await classifier.classify(image)).logits);
    assert.equal(forward.batch, 4);
    near(logits, expected, 1e-3);
    await Promise.all([forward.dispose(), classifier.dispose()]);
  });
}

test('the feature map is answered beside the logits, also of a head with a hidden layer', {
  skip: skipWithoutAssets,
}, async () => {
  const bytes = readFileSync(join(assetsDir, 'models/lung5_mobilenetv3large_224.onnx'));
  const tapped = await openTapped(bytes, lung5, 'feature-map');
  const { logits, taps } = await tapped.run(planesOf(lung5.input), images.length);
  assert.deepEqual([logits.length, taps.map(({ dims }) => dims)], [25, [[5, 960, 7, 7]]]);
  await tapped.dispose();
  await assert.rejects(openTapped(bytes, lung5, 'attention'), /the graph has no attention/);
});

test('a batch that the graph fixes is filled up and cut again', async () => {
  const pooled = (batch: number | string) =>
    headModel(
      (g, x) =>
        g.node('Gemm', [g.node('Flatten', [g.node('GlobalAveragePool', [x])]), g.weights([3, 5])], { transB: 1 }),
      {
        batch,
      },
    );
  const manifest = syntheticManifest('none');
  const planes = Float32Array.from({ length: 5 * 64 }, (_, i) => Math.sin(i));
  const [free, two, one] = await Promise.all(
    [pooled('N'), pooled(2), pooled(1)].map((bytes) => openTapped(bytes, manifest, 'feature-map')),
  );
  assert.ok(free && two && one);
  assert.deepEqual([free.batch, two.batch, one.batch], [4, 2, 1]);
  const expected = await free.run(planes, 5);
  for (const fixed of [two, one]) {
    const { logits, taps } = await fixed.run(planes, 5);
    near(logits, expected.logits, 1e-5);
    assert.deepEqual(taps[0]?.dims, [5, 5, 4, 4]);
    near(taps[0]?.values ?? [], expected.taps[0]?.values ?? [], 1e-5);
  }
});

test('logits before a sigmoid are not clamped', async () => {
  const bytes = LINEAR_HEADS.find(({ name }) => name === 'Gemm and Sigmoid')?.bytes ?? new Uint8Array();
  const forward = await openForward(bytes, syntheticManifest());
  const logits = await forward.run(new Float32Array(64).fill(1e4), 1);
  assert.ok(logits.some((logit) => Math.abs(logit) > 100));
  await forward.dispose();
});
