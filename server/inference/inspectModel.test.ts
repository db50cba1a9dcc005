import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Manifest } from '@/server/model/manifest';
import { headModel, LINEAR_HEADS, OTHER_HEADS } from '@/server/onnx/testing/headVariants';
import { AppError } from '@/server/problem/appError';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { inspectModel } from './inspectModel';
import { lung5, lungUnet, nih14, syntheticManifest } from './testing/manifests';

const model = (file: string) => readFileSync(join(assetsDir, 'models', file));
const head = (name: string) =>
  [...LINEAR_HEADS, ...OTHER_HEADS].find((variant) => variant.name === name)?.bytes ?? new Uint8Array();

async function refusal(bytes: Uint8Array, manifest: Manifest): Promise<string> {
  const error = await inspectModel(bytes, manifest).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof AppError, String(error));
  assert.equal(error.code, 'unreadable-model');
  return error.errors.map(({ path, detail }) => `${path}: ${detail}`).join('\n');
}

test('the real classifier supports CAM; what its manifest leaves out is said', {
  skip: skipWithoutAssets,
}, async () => {
  const { saliency, assumed, manifest, inputShape, instrumented } = await inspectModel(
    model('nih14_mobilenetv2_224.onnx'),
    nih14,
  );
  assert.deepEqual(saliency.available, [
    ...['cam', 'log-ratio', 'occlusion', 'shapley', 'rise', 'score-cam', 'eigen-cam'],
  ]);
  assert.deepEqual(
    saliency.refused.map(({ method }) => method),
    ['attention-rollout'],
  );
  assert.deepEqual(inputShape, [1, 3, 224, 224]);
  assert.ok((instrumented?.length ?? 0) > 8_900_000);
  assert.equal(assumed.length, 3);
  assert.match(assumed.join('\n'), /prevalence in NIH ChestX-ray14 for Atelectasis \(0.103\)/);
  assert.ok(manifest.kind === 'classifier');
  assert.deepEqual(manifest.findings[1], { name: 'Cardiomegaly', baseline: 0.025, anatomy: ['heart'] });
});

test('the real five-class model is refused CAM, with the reason', { skip: skipWithoutAssets }, async () => {
  const { saliency, assumed, instrumented } = await inspectModel(model('lung5_mobilenetv3large_224.onnx'), lung5);
  assert.deepEqual(saliency.available, ['occlusion', 'shapley', 'rise', 'score-cam', 'eigen-cam']);
  assert.match(saliency.refused[0]?.reason ?? '', /hidden layer, so CAM is not exact/);
  assert.equal(instrumented, null);
  assert.match(assumed.join('\n'), /baseline: 0.20 for Bacterial, Covid-19, Opacity, Normal, Viral/);
});

test('the real segmenter is accepted', { skip: skipWithoutAssets }, async () => {
  const { saliency, assumed } = await inspectModel(model('lung_unet_192.onnx'), lungUnet);
  assert.deepEqual([saliency, assumed], [{ available: [], refused: [] }, []]);
});

test('names left out are filled in, logits are recognised', async () => {
  const { manifest, assumed } = await inspectModel(head('no activation'), syntheticManifest());
  assert.equal(manifest.input.name, 'input');
  assert.match(
    assumed.join('\n'),
    /input.name: "input".*\n.*output.name: .*\n.*before any activation, so sigmoid is applied/,
  );
  const again = await inspectModel(head('no activation'), manifest);
  assert.deepEqual(again.manifest, manifest);
});

test('the activation of the graph is believed before the manifest', async () => {
  const { manifest, assumed, saliency } = await inspectModel(head('Softmax'), syntheticManifest('sigmoid'));
  assert.equal(manifest.output.activation, 'softmax');
  assert.match(assumed.join('\n'), /output.activation: softmax, as the graph ends in it \(the manifest says sigmoid\)/);
  assert.deepEqual(saliency.available.slice(0, 2), ['cam', 'occlusion']);
  assert.match(saliency.refused[0]?.reason ?? '', /softmax couples the findings/);
});

test('an average that does not cover the map is caught by its numbers', async () => {
  const bytes = headModel((g, x) => {
    const pooled = g.node('Flatten', [g.node('AveragePool', [x], { kernel_shape: [3, 3], strides: [3, 3] })]);
    return g.node('Gemm', [pooled, g.weights([3, 5]), g.weights([3])], { transB: 1 });
  });
  const { saliency } = await inspectModel(bytes, syntheticManifest());
  assert.match(saliency.refused[0]?.reason ?? '', /do not add up to the logits/);
});

test('files that are no model are refused with what to do', async () => {
  const manifest = syntheticManifest();
  assert.equal(await refusal(new Uint8Array(), manifest), 'model: the file is empty');
  assert.match(await refusal(Buffer.from('PK\x03\x04 data.pkl'), manifest), /ZIP archive.*export the model to ONNX/);
  assert.match(await refusal(Buffer.from('not a model at all'), manifest), /^model: the file /);
  const bytes = head('Gemm and Sigmoid');
  assert.match(await refusal(bytes.subarray(0, bytes.length >> 1), manifest), /truncated or damaged/);
});

test('what the manifest gets wrong is named by field', async () => {
  const bytes = head('Gemm and Sigmoid');
  const manifest = syntheticManifest();
  const { input, findings } = manifest;
  const wrong = { ...manifest, input: { ...input, name: 'x' }, output: { ...manifest.output, name: 'y' } };
  assert.match(
    await refusal(bytes, wrong),
    /manifest.input.name: no input "x"; the graph has "input"\nmanifest.output.name: no output "y"/,
  );
  assert.match(
    await refusal(bytes, { ...manifest, input: { ...input, size: [16, 8] } }),
    /manifest.input.size: .* takes 8 x 8, .* gives 16 x 8/,
  );
  assert.match(
    await refusal(bytes, { ...manifest, input: { ...input, channels: 3 } }),
    /manifest.input.channels: .* takes 1 channels, .* gives 3/,
  );
  assert.match(
    await refusal(bytes, { ...manifest, findings: findings.slice(1) }),
    /manifest.findings: .* 3 classes, the manifest names 2 findings/,
  );
  assert.match(
    await refusal(bytes, { ...manifest, input: { ...input, std: [1, 2] } }),
    /manifest.input.std: std has 2 numbers for 1 channels/,
  );
});

test('a large fixed batch, an unknown operator and a broken graph are refused', async () => {
  const manifest = syntheticManifest();
  const pooled = headModel((g, x) => g.node('GlobalAveragePool', [x]), { batch: 64 });
  assert.match(await refusal(pooled, manifest), /fixes the batch at 64/);
  const unknown = headModel((g, x) => g.node('Shortcut', [x]));
  assert.match(await refusal(unknown, manifest), /the model does not load: .*Shortcut/);
  const broken = headModel((g, x) => g.node('Gemm', [g.node('Flatten', [x]), g.weights([3, 7])], { transB: 1 }));
  assert.match(await refusal(broken, manifest), /model: the model does not (load|run)/);
});

test('an output that is not finite is refused', async () => {
  const bytes = headModel((g, x) =>
    g.node('Log', [
      g.node('Neg', [
        g.node(
          'Gemm',
          [g.node('Flatten', [g.node('GlobalAveragePool', [x])]), g.weights([3, 5], new Float32Array(15).fill(9))],
          { transB: 1 },
        ),
      ]),
    ]),
  );
  assert.match(await refusal(bytes, syntheticManifest()), /is not finite on an ordinary image/);
});
