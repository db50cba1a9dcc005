import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { segmenterManifest } from '@/server/model/manifest';
import { graphBuilder } from '@/server/onnx/testing/graphBuilder';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { openSegmenter } from './segmenter';
import { lungUnet } from './testing/manifests';
import { radiographFile } from './testing/radiographFile';

test('the real segmenter finds the lungs of the reference masks', { skip: skipWithoutAssets }, async () => {
  const segmenter = await openSegmenter(readFileSync(join(assetsDir, 'models/lung_unet_192.onnx')), lungUnet);
  for (const id of ['00001369_000', '00000100_000']) {
    const radiograph = await radiographFile(join(assetsDir, 'golden/images', `${id}.png`));
    const reference = await radiographFile(join(assetsDir, 'images/dev/mask', `${id}.png`));
    const [found] = await segmenter.segment(radiograph, [reference.height, reference.width]);
    assert.equal(found?.zone, 'lungs');
    let both = 0;
    let sum = 0;
    reference.pixels.forEach((value, i) => {
      const [expected, actual] = [value > 127 ? 1 : 0, found.mask.data[i] ?? 0];
      both += expected * actual;
      sum += expected + actual;
    });
    // The reference has small components removed and holes filled; the rest is the same.
    assert.ok((2 * both) / sum > 0.99, `Dice ${(2 * both) / sum}`);
  }
  await segmenter.dispose();
});

test('zones read their own channel, at their own threshold, on the asked grid', async () => {
  const g = graphBuilder();
  const kernel = g.weights([2, 1, 1, 1], [1, -1]);
  const output = g.node('Softmax', [g.node('Conv', [g.input(['N', 1, 8, 8]), kernel])], { axis: 1 });
  const manifest = segmenterManifest.parse({
    name: 'two',
    version: '1',
    kind: 'segmenter',
    input: { size: [8, 8], range: [-5, 5] },
    output: { activation: 'softmax' },
    zones: [
      { channel: 1, zone: 'heart' },
      { channel: 0, zone: 'lungs', threshold: 0.9 },
    ],
  });
  const segmenter = await openSegmenter(g.model([{ name: output, dims: ['N', 2, 8, 8] }]), manifest);
  const pixels = Float32Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 0 : 255));
  const [heart, lungs] = await segmenter.segment({ height: 8, width: 8, pixels }, [2, 4]);
  assert.deepEqual([heart?.zone, [...(heart?.mask.data ?? [])]], ['heart', [1, 1, 0, 0, 1, 1, 0, 0]]);
  assert.deepEqual([lungs?.zone, [...(lungs?.mask.data ?? [])]], ['lungs', [0, 0, 1, 1, 0, 0, 1, 1]]);
  await segmenter.dispose();
});
