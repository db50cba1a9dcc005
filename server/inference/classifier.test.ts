import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHANNELS, CLASSES, LINEAR_HEADS, OTHER_HEADS, SIDE } from '@/server/onnx/testing/headVariants';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { openClassifier } from './classifier';
import { probeRadiograph } from './probeRadiograph';
import { lung5, syntheticManifest } from './testing/manifests';
import { radiographFile } from './testing/radiographFile';

const image = probeRadiograph([SIDE * 3, SIDE * 2], 5);

for (const { name, bytes } of LINEAR_HEADS) {
  test(`maps add up to the logits: ${name}`, async () => {
    const activation = name === 'Softmax' ? 'softmax' : 'sigmoid';
    const classifier = await openClassifier(bytes, syntheticManifest(activation), { threads: 1 });
    const { cams, bias, logits, embedding, probabilities } = await classifier.classify(image);
    assert.ok(cams && bias, classifier.refusal ?? 'refused for this image');
    assert.deepEqual([cams.height, cams.width, cams.values.length], [4, 4, CLASSES * 16]);
    assert.equal(embedding?.length, name.startsWith('3x3') ? CLASSES : CHANNELS);
    for (let finding = 0; finding < CLASSES; finding++) {
      const mean = cams.values.subarray(finding * 16, finding * 16 + 16).reduce((sum, value) => sum + value / 16, 0);
      const logit = logits[finding] ?? Number.NaN;
      assert.ok(Math.abs(mean + (bias[finding] ?? 0) - logit) < 1e-3, `${mean} + ${bias[finding]} is not ${logit}`);
      if (activation === 'sigmoid')
        assert.ok(Math.abs((probabilities[finding] ?? 2) - 1 / (1 + Math.exp(-logit))) < 1e-3);
    }
    if (activation === 'softmax') assert.ok(Math.abs(probabilities.reduce((sum, p) => sum + p, 0) - 1) < 1e-5);
    await classifier.dispose();
  });
}

test('a model without exact maps still classifies', async () => {
  const hidden = OTHER_HEADS.find(({ name }) => name === 'a hidden layer');
  const classifier = await openClassifier(hidden?.bytes ?? new Uint8Array(), syntheticManifest());
  assert.match(classifier.refusal ?? '', /hidden layer/);
  const { cams, bias, embedding, probabilities, logits } = await classifier.classify(image);
  assert.deepEqual([cams, bias, embedding], [null, null, null]);
  for (const [i, p] of probabilities.entries()) assert.ok(Math.abs(Math.log(p / (1 - p)) - (logits[i] ?? 99)) < 1e-4);
  await classifier.dispose();
});

test('the real five-class model is refused its maps but answers', { skip: skipWithoutAssets }, async () => {
  const bytes = readFileSync(join(assetsDir, 'models/lung5_mobilenetv3large_224.onnx'));
  const classifier = await openClassifier(bytes, lung5);
  assert.match(classifier.refusal ?? '', /Relu between pooling and the output \(node \/Relu\)/);
  const result = await classifier.classify(await radiographFile(join(assetsDir, 'golden/images/00001369_000.png')));
  assert.ok(Math.abs(result.probabilities.reduce((sum, p) => sum + p, 0) - 1) < 1e-5);
  assert.ok(result.logits.every((logit) => Math.abs(logit) <= 16));
  await classifier.dispose();
});
