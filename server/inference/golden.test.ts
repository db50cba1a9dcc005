import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { type Classification, type Classifier, openClassifier } from './classifier';
import { nih14 } from './testing/manifests';
import { radiographFile } from './testing/radiographFile';

/** Computed with PyTorch and onnxruntime from the same file; every float32 runtime agrees to this. */
const TOLERANCE = 1e-3;

const goldenFile = z.object({
  classifier_bias: z.record(z.string(), z.number()),
  vectors: z.array(
    z.object({
      image: z.string(),
      logits: z.record(z.string(), z.number()),
      probs: z.record(z.string(), z.number()),
      labels: z.record(z.string(), z.object({ cam: z.array(z.array(z.number())) })),
    }),
  ),
});

let classifier: Classifier | undefined;
let worst = 0;

function close(actual: number | undefined, expected: number | undefined, what: string): void {
  const difference = Math.abs((actual ?? Number.NaN) - (expected ?? Number.NaN));
  assert.ok(difference <= TOLERANCE, `${what}: ${actual} is not ${expected}`);
  worst = Math.max(worst, difference);
}

before(async () => {
  if (skipWithoutAssets) return;
  classifier = await openClassifier(readFileSync(join(assetsDir, 'models/nih14_mobilenetv2_224.onnx')), nih14);
});
after(() => classifier?.dispose());

test('12 radiographs: logits, probabilities and maps equal the golden values', {
  skip: skipWithoutAssets,
}, async (t) => {
  const golden = goldenFile.parse(JSON.parse(readFileSync(join(assetsDir, 'golden/cam_golden.json'), 'utf8')));
  assert.equal(golden.vectors.length, 12);
  for (const { image, logits, probs, labels } of golden.vectors) {
    const radiograph = await radiographFile(join(assetsDir, 'golden/images', image));
    const result = await classifier?.classify(radiograph);
    assert.ok(result?.cams, classifier?.refusal ?? 'no maps');
    assert.deepEqual([result.cams.height, result.cams.width], [7, 7]);
    nih14.findings.forEach(({ name }, index) => {
      close(result.logits[index], logits[name], `${image} ${name} logit`);
      close(result.probabilities[index], probs[name], `${image} ${name} probability`);
      close(result.bias?.[index], golden.classifier_bias[name], `${name} bias`);
      compareMap(result, index, labels[name]?.cam, `${image} ${name}`);
    });
  }
  t.diagnostic(`largest difference ${worst.toExponential(2)}`);
});

function compareMap({ cams }: Classification, index: number, cam: number[][] | undefined, what: string): void {
  cam?.forEach((row, y) => {
    row.forEach((expected, x) => {
      close(cams?.values[index * 49 + y * 7 + x], expected, `${what} cell ${y},${x}`);
    });
  });
}

test('the embedding is the mean of the golden feature map, and the input hash is stable', {
  skip: skipWithoutAssets,
}, async () => {
  const id = '00001369_000';
  const radiograph = await radiographFile(join(assetsDir, 'golden/images', `${id}.png`));
  const [first, second] = [await classifier?.classify(radiograph), await classifier?.classify(radiograph)];
  assert.equal(first?.embedding?.length, 1280);
  assert.equal(first.layer, 'features.final_relu6');
  assert.match(first.inputHash, /^[0-9a-f]{64}$/);
  assert.equal(first.inputHash, second?.inputHash);
  assert.deepEqual(first.logits, second?.logits);
  const features = readFileSync(join(assetsDir, 'golden/tensors', `${id}.features_1280x7x7.f32`));
  for (let channel = 0; channel < 1280; channel++) {
    let sum = 0;
    for (let i = 0; i < 49; i++) sum += features.readFloatLE(4 * (channel * 49 + i));
    close(first.embedding[channel], sum / 49, `channel ${channel}`);
  }
});
