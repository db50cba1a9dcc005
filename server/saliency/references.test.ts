import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { murmur3 } from '@/server/stats/murmur3';
import { blurred } from './fillPlane';
import { planOf } from './planOf';
import { runPlan } from './runPlan';
import type { SaliencyRequest } from './saliencyParameters';
import type { SaliencySubject } from './saliencyPlan';

// The small network of models/recipe/saliency_references.py, with the same integer weights, asked by our methods;
// beside what captum, pytorch-grad-cam and numpy answered of it.

const SIDE = 28;
const CHANNELS = 6;
const FINDINGS = 2;

type References = Record<'occlusion' | 'occlusionFine' | 'shapley' | 'rise' | 'scoreCam', number[][]> &
  Record<'logits' | 'eigenCam' | 'rollout' | 'blurred', number[]>;
const references: References = JSON.parse(readFileSync('server/saliency/golden/references.json', 'utf8'));

const numbers = (seed: number, count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => (murmur3([i], seed) >>> 15) / 65_536 - 1);

const [kernel, shift, weights, bias] = [
  ...[numbers(1, CHANNELS * 9), numbers(2, CHANNELS), numbers(3, FINDINGS * CHANNELS), numbers(4, FINDINGS)],
];

/** Convolution 3 × 3 of stride 4 and ReLU: [channels, 7, 7]. */
function featuresOf(image: Float32Array): Float32Array {
  return Float32Array.from({ length: CHANNELS * 49 }, (_, at) => {
    const [channel, y, x] = [Math.floor(at / 49), Math.floor(at / 7) % 7, at % 7];
    let sum = shift?.[channel] ?? 0;
    for (let k = 0; k < 9; k++) {
      const [row, column] = [4 * y - 1 + Math.floor(k / 3), 4 * x - 1 + (k % 3)];
      if (row < 0 || column < 0 || row >= SIDE || column >= SIDE) continue;
      sum += (kernel?.[channel * 9 + k] ?? 0) * (image[row * SIDE + column] ?? 0);
    }
    return Math.max(0, sum);
  });
}

function logitsOf(image: Float32Array): number[] {
  const features = featuresOf(image);
  return Array.from({ length: FINDINGS }, (_, finding) => {
    let sum = bias?.[finding] ?? 0;
    for (let at = 0; at < features.length; at++) {
      sum += ((3 * (weights?.[finding * CHANNELS + Math.floor(at / 49)] ?? 0)) / 49) * (features[at] ?? 0);
    }
    return sum;
  });
}

const run = async (planes: Float32Array, count: number): Promise<Float32Array> =>
  Float32Array.from(
    Array.from({ length: count }, (_, i) => logitsOf(planes.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE))).flat(),
  );

function subjectOf(values: Float32Array): SaliencySubject {
  const groups = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => {
    const y = Math.floor(i / SIDE);
    return i % SIDE < 14 ? 0 : y < 10 ? 1 : y < 20 ? 2 : 4;
  });
  return {
    ...{ plane: { channels: 1, height: SIDE, width: SIDE, values }, findings: FINDINGS, groups },
    ...{ features: { dims: [CHANNELS, 7, 7], values: featuresOf(values) }, attention: attention(), cams: null },
  };
}

function attention() {
  const raw = numbers(6, 3 * 2 * 100);
  return Array.from({ length: 3 }, (_, layer) => {
    const values = raw.slice(layer * 200, (layer + 1) * 200).map((value) => Math.exp(4 * value));
    for (let row = 0; row < 20; row++) {
      const own = values.subarray(row * 10, (row + 1) * 10);
      const sum = own.reduce((total, value) => total + value, 0);
      for (let i = 0; i < 10; i++) own[i] = (own[i] ?? 0) / sum;
    }
    return { dims: [2, 10, 10] as const, values };
  });
}

const image = numbers(5, SIDE * SIDE);
const mean = image.reduce((sum, value) => sum + value, 0) / image.length;

async function mapsOf(request: SaliencyRequest, values = image) {
  const subject = subjectOf(values);
  const maps = await runPlan(planOf(subject, request), subject, { batch: 16, run });
  assert.ok(maps);
  return maps;
}

/** The largest difference, of numbers that are of order 1. */
function near(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (actual[i] ?? Number.NaN))), 0);
  assert.ok(worst <= tolerance, `off by ${worst}`);
}

test('the network is the same', () => near(logitsOf(image), references.logits, 1e-5));

test('occlusion is captum’s Occlusion', async () => {
  const coarse = await mapsOf({ method: 'occlusion', parameters: { grid: 7, patch: 1, fill: 'mean' } });
  near(coarse.values, references.occlusion.flat(), 1e-5);
  const fine = await mapsOf({ method: 'occlusion', parameters: { grid: 14, patch: 2, fill: 'mean' } });
  near(fine.values, references.occlusionFine.flat(), 1e-5);
});

test('Shapley values are captum’s ShapleyValues', async () => {
  const { about } = await mapsOf({ method: 'shapley', parameters: { fill: 'mean' } });
  const values = about.map(({ shapley }) => shapley?.groups.map(({ contribution }) => contribution) ?? []);
  near(values.flat(), references.shapley.flat(), 1e-5);
});

test('RISE is its authors’ masks in numpy, in the covariance form', async () => {
  const maps = await mapsOf({ method: 'rise', parameters: { masks: 128, grid: 7, seed: 3, fill: 'mean' } });
  near(maps.values, references.rise.flat(), 1e-4);
});

test('Score-CAM and Eigen-CAM are pytorch-grad-cam’s', async () => {
  const request = { method: 'score-cam', parameters: { channels: 4_096, weighting: 'softmax', fill: 'mean' } } as const;
  const centred = image.map((value) => value - mean);
  near((await mapsOf(request, centred)).values, references.scoreCam.flat(), 1e-5);
  const eigen = await mapsOf({ method: 'eigen-cam', parameters: {} });
  const turn = Math.min(...references.eigenCam) * -1 > Math.max(...references.eigenCam) ? -1 : 1;
  near(
    eigen.values,
    references.eigenCam.map((value) => turn * value),
    1e-5,
  );
});

test('attention rollout and the blurred fill are numpy’s and scipy’s', async () => {
  near((await mapsOf({ method: 'attention-rollout', parameters: {} })).values, references.rollout, 1e-6);
  near(blurred(image, SIDE, SIDE), references.blurred, 1e-6);
});
