import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { areaResize } from '@/server/image/areaResize';
import { decodeImage } from '@/server/image/decode';
import { encodeMask } from '@/server/image/maskPng';
import { renderPng } from '@/server/image/render';
import { classifierManifest } from '@/server/model/manifest';
import { countLayers } from '@/server/onnx/permuteWeights';
import { drawStudy } from '@/server/phantom/drawStudy';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { openComputer } from '@/server/pipeline/compute/openComputer';
import type { PerturbAnswer, PerturbTask } from '@/server/pipeline/compute/perturbTask';
import type { ClassifierSpec } from '@/server/pipeline/compute/task';
import { defaultRequest } from '@/server/saliency/saliencyParameters';
import { type CheckSubject, checkMethod, checkReadings } from './checkMethod';
import type { ReadImage } from './maskedImages';

const SIDE = 112;
const IMAGES = 24;
const onnx = readFileSync('models/phantom-shortcut/model.onnx');
const manifest = classifierManifest.parse(JSON.parse(readFileSync('models/phantom-shortcut/manifest.json', 'utf8')));
const files = new Map<string, Buffer>([['model', onnx]]);
const store = {
  get: (sha256: string) => Promise.resolve(files.get(sha256) ?? Buffer.alloc(0)),
  has: (sha256: string) => Promise.resolve(files.has(sha256)),
};
const classifier: ClassifierSpec = {
  ...{ versionId: 'v', name: 'phantom-shortcut@1', sha256: 'model', manifest, segmenter: null },
  findings: manifest.findings.map(({ name, anatomy = [] }, channel) => ({
    ...{ id: channel, name, channel, baseline: 0.5, threshold: null, anatomy },
  })),
};

async function keep(bytes: Buffer): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  files.set(sha256, bytes);
  return sha256;
}

async function phantom(seed: number): Promise<ReadImage> {
  const truths = { Pneumonia: seed & 1 ? 1 : 0, Cardiomegaly: seed & 2 ? 1 : 0 } as const;
  const study = drawStudy(seed, { site: seed & 4 ? 'A' : 'B', mode: 'GLOBAL', truths });
  const { pixels, zones, height, width } = renderPhantom(study, SIDE);
  const masks = [];
  for (const zone of ['lung-left', 'lung-right', 'heart'] as const) {
    masks.push({ zone, sha256: await keep(await encodeMask({ height, width, data: zones[zone] })) });
  }
  const fileSha256 = await keep(await renderPng({ height, width, pixels: Float32Array.from(pixels) }));
  return { instanceId: `${seed}`, site: 'A', patient: null, maskSource: 'upload', image: { fileSha256, masks } };
}

const images = await Promise.all(Array.from({ length: IMAGES }, (_, seed) => phantom(seed)));
const subject: CheckSubject = {
  ...{ classifier, request: defaultRequest('cam'), layers: countLayers(onnx), images },
  ...{ size: { images: IMAGES, curveImages: 8, seeds: [1, 2, 3] }, nullSeeds: [1, 2] },
};
const silent = { report: () => undefined };

test('CAM notices permuted weights, step by step, and gives the null of the outside shares', async () => {
  const reports: [number, number][] = [];
  const computer = openComputer(store, 1);
  const report = (...told: [number, number]) => void reports.push(told);
  const { method, grade, figures } = await checkMethod({ computer, store }, subject, { report });
  assert.equal(method, 'cam');
  assert.deepEqual([grade, figures.reason], ['passed', null], JSON.stringify(figures));
  assert.deepEqual(reports.at(-1), [checkReadings(subject), checkReadings(subject)]);
  const cascade = figures.curve.filter(({ arm }) => arm === 'cascade');
  assert.deepEqual([cascade[0]?.to, cascade.at(-1)?.to], [1, figures.layers]);
  assert.ok((cascade.at(-1)?.likeness?.value ?? 1) <= 0.3);
  assert.ok((figures.shift?.p ?? 1) < 0.01);
  assert.equal(figures.randomised?.seeds, 2);
  assert.equal(figures.randomised?.findings.length, classifier.findings.length);
});

test('a method that does not look at the weights fails', async () => {
  // Edges of the picture, posing as a map of every finding.
  const edges = async ({ image }: PerturbTask): Promise<PerturbAnswer> => {
    const { pixels, height, width } = await decodeImage(await store.get(image.fileSha256));
    const steep = pixels.map((value, i) => Math.abs((pixels[i + 1] ?? value) - value));
    const map = areaResize(steep, [height, width], [7, 7]);
    const values = Float32Array.from([...map, ...map]);
    const findings = [0, 1].map(() => ({ outsideShare: 0.5, areaOutside: 0.6, undefinedReason: null }));
    return { refused: null, readings: [{ maps: { height: 7, width: 7, values }, logits: null, findings }] };
  };
  const computer = { perturb: edges };
  const { grade, figures } = await checkMethod({ computer, store }, subject, silent);
  assert.deepEqual([grade, figures.reason], ['failed', 'alike']);
  assert.equal(figures.curve.at(-1)?.likeness?.value, 1);
});

test('a check that is stopped stops, and one without such maps is refused', async () => {
  const stopped = new Error('stopped');
  const computer = openComputer(store, 1);
  const stop = (done: number): void => {
    if (done >= 3) throw stopped;
  };
  await assert.rejects(checkMethod({ computer, store }, subject, { report: stop }), stopped);
  const rollout = { ...subject, request: defaultRequest('attention-rollout') };
  await assert.rejects(checkMethod({ computer, store }, rollout, silent), /has no maps of attention-rollout/);
});
