import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetsDir } from '@/server/testing/assets';
import { openClassifier } from './classifier';
import { preprocess } from './preprocess';
import { openSegmenter } from './segmenter';
import { lungUnet, nih14 } from './testing/manifests';
import { radiographFile } from './testing/radiographFile';

// Run: node --import tsx server/inference/classifier.bench.ts

const RUNS = 30;

async function median(run: () => unknown): Promise<string> {
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return `${(times.sort((a, b) => a - b)[RUNS >> 1] ?? 0).toFixed(1)} ms`;
}

const model = (file: string) => readFileSync(join(assetsDir, 'models', file));
const radiograph = await radiographFile(join(assetsDir, 'golden/images/00001369_000.png'));
const large = { height: 2500, width: 2048, pixels: new Float32Array(2500 * 2048).fill(99) };

console.log(`preprocess 512 x 512: ${await median(() => preprocess(radiograph, nih14.input))}`);
console.log(`preprocess 2500 x 2048: ${await median(() => preprocess(large, nih14.input))}`);
for (const threads of [1, 2]) {
  const classifier = await openClassifier(model('nih14_mobilenetv2_224.onnx'), nih14, { threads });
  const time = await median(async () => {
    const { logits, cams } = await classifier.classify(radiograph);
    assert.ok(cams && Math.abs((logits[0] ?? 0) + 0.841856) < 1e-3);
  });
  console.log(`classify with maps of 14 findings, ${threads} threads: ${time}`);
  await classifier.dispose();
}
const segmenter = await openSegmenter(model('lung_unet_192.onnx'), lungUnet);
console.log(`segment to 512 x 512: ${await median(() => segmenter.segment(radiograph, [512, 512]))}`);
await segmenter.dispose();
