import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { denseNet121 } from '@/server/inference/testing/denseNet121';
import { type Manifest, manifest } from '@/server/model/manifest';
import { root } from '@/server/start/root';
import { lungUnet } from '@/server/testing/assetModels';
import { skipWithoutAssets } from '@/server/testing/assets';
import { sharesOfCores } from '../compute/sharesOfCores';
import { type BareModel, openBare } from './bare';
import { cpuTimes } from './cpuTimes';
import { openHall, stopWorker } from './hall';
import { loadImages } from './load';
import { selfTimes } from './profile';
import { shippedSegmenter } from './shippedSegmenter';

// npm run bench -- pipeline: the whole pipeline against the forward passes that it cannot do without.

const ROUNDS = 5;
/** Images of one round: enough that its first and last ones, which share the cores with nothing, weigh little. */
const COUNT = 150;

const cores = availableParallelism();
const shares = sharesOfCores(cores);
const segmenter = skipWithoutAssets ? shippedSegmenter() : lungUnet();
const classifier = {
  onnx: Buffer.from(denseNet121(14)),
  manifest: manifest.parse({
    name: 'densenet121',
    version: '1',
    kind: 'classifier',
    input: { name: 'input', size: [224, 224], channels: 3, resize: 'area', range: [-1, 1] },
    output: { name: 'probs', activation: 'sigmoid' },
    findings: Array.from({ length: 14 }, (_, i) => ({ name: `Finding ${i + 1}`, baseline: 0.1, anatomy: ['lungs'] })),
    segmenter: `${segmenter.manifest.name}@${segmenter.manifest.version}`,
  }),
};

const bareModel = ({ onnx, manifest: { input, output } }: { onnx: Buffer; manifest: Manifest }): BareModel => ({
  bytes: onnx,
  input: input.name ?? 'input',
  output: output.name ?? 'output',
  dims: [input.channels, ...input.size],
});
const models = [segmenter, classifier].map(bareModel);
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const say = (line: string): void => console.log(line);
const row = (name: string, value: string): void => say(`  ${name.padEnd(44)}${value.padStart(12)}`);

say(`DenseNet-121 (14 findings) + ${segmenter.manifest.name}, ${cores} cores`);
say('\nBare session.run on ready tensors, images/s:');
for (const [size, threads] of cores === 1
  ? [[1, 1]]
  : [
      [1, cores],
      [shares.size, shares.threads],
    ]) {
  for (const batch of [1, 4]) {
    const bare = await openBare(models, { size: size ?? 1, threads: threads ?? 1, batch });
    row(`${size} × ${threads} threads, batch ${batch}`, (await bare.rate(16)).toFixed(1));
    await bare.close();
  }
}

const { what, images } = await loadImages(ROUNDS * COUNT);
const hall = await openHall();
await hall.register(segmenter);
await hall.register(classifier);
await hall.fill(images, Math.ceil((COUNT * (ROUNDS + 3)) / images.length));
const worker = await hall.startWorker();
await hall.rate(COUNT);
const bare = await openBare(models, { ...shares, batch: 1 });
await bare.rate(8);

say(`\n${what}: from stored file to committed row and published event`);
say(`(${shares.size} computers of ${shares.threads} thread, batch 1; bare and pipeline by turns)\n`);
const ratios: number[] = [];
const rates: number[] = [];
const spent = new Map<string, number>();
for (let round = 1; round <= ROUNDS; round++) {
  const alone = await bare.rate(Math.ceil(COUNT / shares.size));
  const before = worker.pid ? cpuTimes(worker.pid, hall.postgres.pid()) : null;
  const whole = await hall.rate(COUNT);
  const after = worker.pid ? cpuTimes(worker.pid, hall.postgres.pid()) : null;
  if (before && after)
    for (const who of Object.keys(after))
      spent.set(who, (spent.get(who) ?? 0) + (after[who] ?? 0) - (before[who] ?? 0));
  ratios.push(whole / alone);
  rates.push(whole);
  row(`round ${round}: bare ${alone.toFixed(1)}/s, pipeline ${whole.toFixed(1)}/s`, (whole / alone).toFixed(3));
}
row(`ratio, median of ${ROUNDS} (goal 0.85)`, median(ratios).toFixed(3));

if (spent.size > 0) {
  say('\nCPU, ms an image:');
  for (const [who, seconds] of spent) row(who, ((seconds * 1000) / (ROUNDS * COUNT)).toFixed(1));
}
await stopWorker(worker);
await bare.close();

const folder = mkdtempSync(join(tmpdir(), 'sightline-profile-'));
const profiled = await hall.startWorker(folder);
await hall.rate(COUNT);
const since = Number(process.hrtime.bigint() / 1000n);
await hall.rate(COUNT);
await stopWorker(profiled);
say('\nSelf time by part, ms an image (profiled apart, from the sources):');
const parts = [...selfTimes(folder, since)].sort(([, a], [, b]) => b - a).slice(0, 16);
for (const [part, milliseconds] of parts) row(part, (milliseconds / COUNT).toFixed(2));
rmSync(folder, { recursive: true, force: true });
await hall.close();

const script = join(root, 'server/pipeline/bench/gradCam.py');
const torch = spawnSync('python3', [script, '3', String(cores)], { encoding: 'utf8' });
const peer = Number(torch.stdout?.trim() || Number.NaN);
say('\nPyTorch + Grad-CAM, the same 14 maps of a DenseNet-121, on ready tensors:');
if (torch.status !== 0 || !Number.isFinite(peer)) say('  not run: there is no Python with torch');
else {
  row(`images/s, ${cores} threads`, peer.toFixed(3));
  row('pipeline against it (goal 60)', `${(median(rates) / peer).toFixed(0)} ×`);
}
