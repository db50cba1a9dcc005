import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Mask } from '@/server/audit/mask';

import { bilinear } from './bilinear.fixture';
import { boxesMask } from './boxesMask';
import { isNegativeOnLesion } from './isNegativeOnLesion';
import { type Localised, localise } from './localise';

/** By random.py: CheXlocalize's recipe in OpenCV and PyTorch, Quantus, scikit-image. */
type Golden = {
  cases: {
    height: number;
    width: number;
    values: number[];
    box: [number, number, number, number];
    size: [number, number];
    hit: boolean;
    mass: number;
    rank: number;
    iou: number | null;
    area: number;
  }[];
};
const golden: Golden = JSON.parse(readFileSync(new URL('golden/random.json', import.meta.url), 'utf8'));

const near = (actual: number | null | undefined, expected: number | null, tolerance: number, what: string): void => {
  if (expected === null) assert.equal(actual, null, what);
  else assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= tolerance, `${what}: ${actual}, expected ${expected}`);
};

/** A lesion of a whole grid, and a map of numbers on it. */
const say = (values: number[], [height, width]: [number, number], lesion: Mask): Localised =>
  localise({ height, width, values: Float32Array.from(values) }, lesion, bilinear);

test('hit, mass, rank and IoU are those of Quantus and of the recipe of CheXlocalize', () => {
  assert.equal(golden.cases.length, 24);
  for (const [i, { height, width, values, box, size, ...expected }] of golden.cases.entries()) {
    const [x, y, boxWidth, boxHeight] = box;
    const lesion = boxesMask([{ x, y, width: boxWidth, height: boxHeight }], ...size);
    const { area, figures } = say(values, [height, width], lesion);
    near(area, expected.area, 1e-12, `${i} area`);
    assert.equal(figures?.hit, expected.hit, `${i} hit`);
    near(figures?.mass, expected.mass, 1e-6, `${i} mass`);
    // Nearly all of map 22 is 0: pixels that tie come in any order with theirs. Float32 may exchange two of the others.
    if (i !== 22) near(figures?.rank, expected.rank, 0.005, `${i} rank`);
    // Otsu's levels cut at 1/255: a pixel may fall to the other side of one.
    near(figures?.iou, expected.iou, 0.005, `${i} IoU`);
  }
});

const lesions = fc.record({
  x: fc.double({ min: 0, max: 0.7, noNaN: true }),
  y: fc.double({ min: 0, max: 0.7, noNaN: true }),
  width: fc.double({ min: 0.02, max: 0.3, noNaN: true }),
  height: fc.double({ min: 0.02, max: 0.3, noNaN: true }),
});
const maps = fc.array(
  fc.integer({ min: -40, max: 40 }).map((value) => value / 8),
  { minLength: 49, maxLength: 49 },
);

test('shares lie in 0–1, and scaling a map changes none of them', () => {
  fc.assert(
    fc.property(maps, lesions, (values, box) => {
      const lesion = boxesMask([box], 56, 56);
      const { figures, negativeShare } = say(values, [7, 7], lesion);
      for (const share of [figures?.mass, figures?.rank, figures?.iou, negativeShare])
        assert.ok(share == null || (share >= 0 && share <= 1), `${share}`);
      const scaled = say(
        values.map((value) => value * 4),
        [7, 7],
        lesion,
      );
      if (figures !== null) assert.deepEqual(scaled.figures, figures);
    }),
    { numRuns: 60 },
  );
});

test('mass and rank of lesions that part the picture sum to the whole; mirroring changes nothing', () => {
  const mirror = (values: number[], width: number) =>
    values.map((_, i) => values[i - (i % width) + width - 1 - (i % width)] ?? 0);
  fc.assert(
    fc.property(maps, lesions, (values, box) => {
      const lesion = boxesMask([box], 49, 49);
      const rest: Mask = { ...lesion, data: lesion.data.map((inside) => 1 - inside) };
      const [one, other] = [say(values, [7, 7], lesion), say(values, [7, 7], rest)];
      if (one.figures === null || other.figures === null) return;
      assert.ok(Math.abs(one.figures.mass + other.figures.mass - 1) < 1e-6);
      assert.equal(one.figures.hit || other.figures.hit, true);
      const flipped: Mask = { ...lesion, data: Uint8Array.from(mirror([...lesion.data], 49)) };
      const seen = say(mirror(values, 7), [7, 7], flipped);
      assert.equal(seen.figures?.hit, one.figures.hit);
      assert.ok(Math.abs((seen.figures?.rank ?? -1) - one.figures.rank) < 0.02);
    }),
    { numRuns: 40 },
  );
});

test('a flat map is hit everywhere, enriched nowhere, ranks as chance and overlaps with nothing', () => {
  const lesion = boxesMask([{ x: 0.25, y: 0.25, width: 0.5, height: 0.25 }], 64, 64);
  const { figures, area } = say(Array(16).fill(2), [4, 4], lesion);
  assert.equal(area, 0.125);
  assert.equal(figures?.hit, true);
  near(figures?.mass, 0.125, 1e-12, 'mass');
  near(figures?.rank, 0.125, 1e-12, 'rank');
  near(figures?.enrichment, 0, 1e-12, 'enrichment');
  assert.equal(figures?.iou, null);
});

test('a map without positive evidence has no figures, and still says how negative it is on the lesion', () => {
  const lesion = boxesMask([{ x: 0, y: 0, width: 0.5, height: 1 }], 8, 8);
  const { figures, undefinedReason, ...evidence } = say([-2, 0, 0, 0], [2, 2], lesion);
  assert.equal(figures, null);
  assert.equal(undefinedReason, 'no_positive_evidence');
  assert.deepEqual(evidence, { area: 0.5, contribution: -0.5, negativeShare: 1 });
  assert.equal(isNegativeOnLesion(evidence, 1), true);
  assert.equal(isNegativeOnLesion(evidence, null), true);
  assert.equal(isNegativeOnLesion(evidence, 0), false);
});

test('evidence on a lesion is called negative when most of it is, and more than nothing', () => {
  const lesion = boxesMask([{ x: 0, y: 0, width: 1, height: 0.5 }], 8, 8);
  const flag = (values: number[]) => isNegativeOnLesion(say(values, [2, 2], lesion), 1);
  assert.equal(flag([-3, 2, 9, 9]), true);
  assert.equal(flag([-2, 3, -9, -9]), false);
  assert.equal(flag([-2, 2, 1, 1]), false);
  assert.equal(flag([-0.0001, 0, 1, 1]), false);
});

test('an empty lesion and a map that is not of numbers are refused', () => {
  const empty: Mask = { height: 4, width: 4, data: new Uint8Array(16) };
  assert.throws(() => say([1, 1, 1, 1], [2, 2], empty), /lesion: empty/);
  const lesion = boxesMask([{ x: 0, y: 0, width: 1, height: 1 }], 4, 4);
  assert.throws(() => say([1, Number.NaN, 1, 1], [2, 2], lesion), /saliency map value/);
});
