import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { inspectModel } from '@/server/inference/inspectModel';
import { syntheticManifest } from '@/server/inference/testing/manifests';
import { graphBuilder } from '@/server/onnx/testing/graphBuilder';
import { CLASSES, LINEAR_HEADS, SIDE } from '@/server/onnx/testing/headVariants';
import { AppError } from '@/server/problem/appError';
import { inspectApart } from './inspectApart';

const manifest = syntheticManifest();
const sound = LINEAR_HEADS[0]?.bytes ?? new Uint8Array();
const limits = { milliseconds: 20_000, memory: 2e9 };

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof AppError, String(error));
  assert.equal(error.code, 'unreadable-model');
  return error.message;
}

/** A small file that computes on ever larger tensors: `factor` times each side of the image. */
function swelling(factor: number, rounds: number): Uint8Array {
  const g = graphBuilder();
  let x = g.node('Resize', [g.input([1, 1, SIDE, SIDE]), '', g.weights([4], [1, 1, factor, factor])]);
  for (let round = 0; round < rounds; round += 1) x = g.node('Softplus', [g.node('Tanh', [x])]);
  const pooled = g.node('Flatten', [g.node('GlobalAveragePool', [x])]);
  return g.model([{ name: g.node('Gemm', [pooled, g.weights([1, CLASSES])]), dims: [1, CLASSES] }]);
}

/** Ids of the processes that try a model as our children. */
function triers(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return parent === process.pid && /inspect(Process\.ts|\.mjs)/.test(line) ? [pid ?? 0] : [];
  });
}

test('a sound model is inspected as in the same process', async () => {
  const { saliency, inputShape, manifest: filled } = await inspectApart(sound, manifest, limits);
  assert.deepEqual(saliency, (await inspectModel(sound, manifest)).saliency);
  assert.deepEqual(inputShape, [1, 1, SIDE, SIDE]);
  assert.equal(filled.kind === 'classifier' && filled.findings.length, CLASSES);
  assert.deepEqual(triers(), []);
});

test('a refusal keeps its code, its words and its fields', async () => {
  assert.match(await refusal(inspectApart(Buffer.from('PK\x03\x04 no model'), manifest, limits)), /ZIP archive/);
});

test('a model that does not come to an end is refused with the time, while this process goes on', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 20);
  const message = await refusal(inspectApart(swelling(500, 4_000), manifest, { ...limits, milliseconds: 2_000 }));
  clearInterval(timer);
  assert.match(message, /took longer than 2 s to be loaded and run on two test images/);
  assert.ok(ticks > 40, `${ticks} ticks`);
  assert.deepEqual(triers(), []);
});

test('a model that swells in memory is refused with the limit', async () => {
  const message = await refusal(inspectApart(swelling(2_000, 1), manifest, { ...limits, memory: 0.5e9 }));
  assert.match(message, /took more than 0.5 GB of memory/);
});

test('a killed process is started once more; killed again, it is a refusal', async () => {
  const killing = setInterval(() => {
    for (const pid of triers()) process.kill(pid, 'SIGKILL');
  }, 50);
  const message = await refusal(inspectApart(sound, manifest, limits)).finally(() => clearInterval(killing));
  assert.match(message, /was ended 2 times \(SIGKILL\)/);
  const once = setTimeout(() => triers().forEach((pid) => void process.kill(pid, 'SIGKILL')), 200);
  assert.equal((await inspectApart(sound, manifest, limits)).assumed.length > 0, true);
  clearTimeout(once);
});
