import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeImage } from '@/server/image/decode';
import { NO_FACTS } from '@/server/model/imageFacts';
import type { ClassifierManifest } from '@/server/model/manifest';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { checkPreprocessing } from './checkPreprocessing';
import { preprocessingLines, preprocessingWarnings } from './preprocessingCheck';
import { preprocessingWays } from './preprocessingWays';
import { lung5, nih14 } from './testing/manifests';

const IMAGES = 8;

/** Every so many of the real images. */
function samples() {
  const folder = join(assetsDir, 'images/dev/img');
  const names = readdirSync(folder).toSorted();
  const chosen = Array.from({ length: IMAGES }, (_, i) => names[Math.floor((i * names.length) / IMAGES)] ?? '');
  return Promise.all(
    chosen.map(async (name) => ({
      radiograph: await decodeImage(readFileSync(join(folder, name))),
      facts: NO_FACTS,
    })),
  );
}

async function check(file: string, manifest: ClassifierManifest, range: [number, number]) {
  const bytes = readFileSync(join(assetsDir, 'models', file));
  const declared = { ...manifest, input: { ...manifest.input, range } };
  return checkPreprocessing(bytes, declared, await samples(), { milliseconds: 300_000 });
}

test('a published model that was fed 0 to 1 though it rescales by itself is caught', {
  skip: skipWithoutAssets,
}, async () => {
  const { warnings, lines } = await check('lung5_mobilenetv3large_224.onnx', lung5, [0, 1]);
  assert.match(warnings.join(), /preprocessing: fed 0 to 1, the answers to 8 images are nearly the same/);
  assert.equal(lines[0]?.share, 1);
  assert.ok((lines.find(({ key }) => key === 'bytes')?.spread ?? 0) > 4 * (lines[0]?.spread ?? 1));
});

test('the same model fed 0 to 255, and another with its own range, are not', { skip: skipWithoutAssets }, async () => {
  const right = await check('lung5_mobilenetv3large_224.onnx', lung5, [0, 255]);
  assert.deepEqual(right.warnings, []);
  const { warnings, lines } = await check('nih14_mobilenetv2_224.onnx', nih14, [-1, 1]);
  assert.deepEqual(warnings, []);
  assert.equal(lines[0]?.distance, 0);
});

test('the declared way comes first, as one of the usual ones or as its own; grey in one channel has no order', () => {
  const keys = (input: Partial<ClassifierManifest['input']>) => {
    const ways = preprocessingWays({ ...nih14.input, ...input });
    return [ways[0]?.key, ways.length];
  };
  assert.deepEqual(keys({}), ['signed', 7]);
  assert.deepEqual(keys({ range: [0, 1], mean: [0.5], std: [0.5] }), ['signed', 7], 'the same, said otherwise');
  assert.deepEqual(keys({ range: [0, 2] }), ['declared', 8]);
  assert.deepEqual(keys({ channels: 1 }), ['signed', 5]);
  assert.ok(preprocessingWays({ ...nih14.input, channels: 1 }).every(({ order }) => order === null));
});

test('saturated answers are warned of only where another way varies soundly', () => {
  const [first, second] = preprocessingWays(nih14.input);
  assert.ok(first && second);
  const logits = (of: (i: number) => number) => Float32Array.from({ length: 2 * IMAGES }, (_, i) => of(i));
  const warned = (declared: (i: number) => number, other: (i: number) => number) => {
    const answered = [
      { way: first, logits: logits(declared) },
      { way: second, logits: logits(other) },
    ];
    return preprocessingWarnings(preprocessingLines(answered, ['a', 'b'], IMAGES), IMAGES).join();
  };
  const varied = (i: number) => ((i * 7) % 5) - 2;
  assert.match(
    warned((i) => (i % 3 === 0 ? 16 : -16), varied),
    /100 % of the answers are saturated/,
  );
  assert.equal(
    warned(
      (i) => (i % 3 === 0 ? 16 : -16),
      () => -16,
    ),
    '',
  );
  assert.match(
    warned((i) => varied(i) / 100, varied),
    /nearly the same/,
  );
  assert.equal(warned(varied, varied), '');
});
