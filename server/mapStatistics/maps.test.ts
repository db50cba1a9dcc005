import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ZONES } from '@/server/audit/zone';
import { murmur3 } from '@/server/stats/murmur3';
import { BOX_CELLS, FRAME_CELLS, inImage, lungBox, maskInFrame, meanInFrame } from './anatomicalFrame';
import { groupMaps } from './groupMaps';
import type { MapSet } from './mapSet';
import { maskSwapShares } from './maskSwapShares';
import { outsideFigures } from './outsideFigures';
import { overRepresented, UNKNOWN } from './overRepresented';
import { patientMean } from './patientMean';
import { meanMap, outsideOfGap, siteGapMap } from './siteGapMap';
import { ACCOUNT, zoneFigures } from './zoneFigures';

const chance = (...words: number[]): number => murmur3(words, 3) / 2 ** 32;
const given = <Value>(value: Value | null | undefined): Value => {
  assert.ok(value !== null && value !== undefined);
  return value;
};
const near = (actual: number, expected: number, by = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= by, `${actual}, expected ${expected}`);

/** Random maps of 4 × 4, two a patient. */
function randomSet(n: number, seed: number): MapSet {
  const maps = Float32Array.from({ length: n * 16 }, (_, i) => 4 * (chance(i, seed) - 0.5));
  return { height: 4, width: 4, maps, patients: Uint32Array.from({ length: n }, (_, i) => 100 + Math.floor(i / 2)) };
}

test('the site-gap map sums to the gap of the logits, whatever the maps', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (seed, n, m) => {
      const bias = -2.5;
      const [one, other] = [randomSet(n, seed), randomSet(m, seed + 1)];
      const meanLogit = (set: MapSet, count: number) =>
        set.maps.reduce((sum, value) => sum + value / 16, 0) / count + bias;
      const { cells, gap } = given(siteGapMap(one, other));
      near(gap, meanLogit(one, n) - meanLogit(other, m), 1e-6);
      near(
        cells.reduce((sum, value) => sum + value, 0),
        gap,
        1e-12,
      );
    }),
    { numRuns: 50 },
  );
  assert.equal(siteGapMap(randomSet(0, 1), randomSet(2, 1)), null);
  assert.throws(() => siteGapMap(randomSet(1, 1), { ...randomSet(1, 1), height: 2, width: 8 }), /^RangeError: grid/);
});

test('the outside of a gap is |cell| by cell, and of no gap there is none', () => {
  const cells = Float64Array.of(0.5, -0.5, 0, 1);
  assert.deepEqual(outsideOfGap(cells, Float64Array.of(1, 0, 1, 0.5)), { share: 0.5, area: 0.375 });
  assert.equal(outsideOfGap(new Float64Array(4), new Float64Array(4)), null);
});

test('patients count once, and what is not defined not at all', () => {
  const mean = given(patientMean([1, 3, 5, Number.NaN], [7, 7, 8, 9]));
  assert.deepEqual([mean.value, mean.patients], [3.5, 2]);
  assert.equal(patientMean([Number.NaN], [1]), null);
});

test('with the same anatomy for all, swapping masks changes nothing; alone, a patient has no other mask', () => {
  const set = randomSet(40, 5);
  const inside = Float64Array.from({ length: 16 }, (_, cell) => (cell % 4 < 2 ? 1 : 0.25));
  const anatomies = {
    coverage: Float64Array.from({ length: 40 * 16 }, (_, i) => inside[i % 16] ?? 0),
    patients: set.patients,
  };
  const shares = Float64Array.from({ length: 40 }, (_, i) => {
    const map = set.maps.subarray(i * 16, (i + 1) * 16);
    const mass = (weight: (cell: number) => number) =>
      map.reduce((sum, value, cell) => sum + Math.max(0, value) * weight(cell), 0);
    return mass((cell) => 1 - (inside[cell] ?? 0)) / mass(() => 1);
  });
  const swapped = maskSwapShares(set, anatomies, { swaps: 5, seed: 1 });
  for (const [i, share] of shares.entries()) near(swapped[i] ?? 0, share, 1e-12);
  const own = { coverage: inside, patients: Uint32Array.of(100) };
  assert.deepEqual(Array.from(maskSwapShares(randomSet(2, 5), own, { swaps: 5, seed: 1 }), Number.isNaN), [true, true]);
  const areas = new Float64Array(40).fill(0.375);
  const none = new Float64Array(40).fill(Number.NaN);
  const columns = { shares, negativeShares: none, areas, contributions: none };
  const told = given(outsideFigures(set, columns, anatomies, 1));
  assert.deepEqual([told.n, told.patients, told.negativeShare, told.areaOutside], [40, 20, null, 0.375]);
  near(told.enrichment ?? 0, Math.log2(told.share.value / 0.375));
  const [area, swap] = told.nulls;
  assert.deepEqual([area?.kind, swap?.kind, swap?.n], ['area', 'mask-swap', 40]);
  near(swap?.difference?.value ?? 1, 0, 1e-12);
  near(area?.difference?.value ?? 1, told.share.value - 0.375, 1e-12);
});

test('zones are averaged where they are known, and by truth', () => {
  const n = 20;
  const accounts = new Float64Array(n * ZONES.length * ACCOUNT).fill(Number.NaN);
  const heart = ZONES.indexOf('heart');
  for (let i = 0; i < n; i++) accounts.set([i, 1, 0.25], (i * ZONES.length + heart) * ACCOUNT);
  const patients = Uint32Array.from({ length: n }, (_, i) => i);
  const told = zoneFigures({ accounts, patients, truths: Int8Array.from({ length: n }, (_, i) => (i < 10 ? 1 : 0)) });
  assert.deepEqual(
    told.map(({ zone, n: count }) => [zone, count]),
    [['heart', 20]],
  );
  const [zone] = told;
  near(zone?.contribution.value ?? 0, 8.5);
  assert.deepEqual([zone?.positive, zone?.negative, zone?.area], [9.5, 1, 0.25]);
  assert.deepEqual([zone?.withFinding, zone?.withoutFinding], [3.5, 13.5]);
});

/** A square of 1 in an image of 40 × 40. */
function square(left: number, top: number, size: number) {
  const data = Uint8Array.from({ length: 1600 }, (_, i) => {
    const [x, y] = [(i % 40) - left, Math.floor(i / 40) - top];
    return x >= 0 && x < size && y >= 0 && y < size ? 1 : 0;
  });
  return { height: 40, width: 40, data };
}

test('chests of any place and size lie on one another in the frame', () => {
  const boxes = [square(5, 8, 20), square(12, 2, 26)].map((mask) => given(lungBox(mask)));
  assert.deepEqual(boxes[0], { left: 0.125, top: 0.2, right: 0.625, bottom: 0.7 });
  for (const [i, box] of boxes.entries()) {
    const margin = (FRAME_CELLS - BOX_CELLS) / 2;
    assert.deepEqual(inImage(box, margin, margin), [box.left, box.top]);
    const shares = maskInFrame(
      square(...((i === 0 ? [5, 8, 20] : ([12, 2, 26] as const)) as [number, number, number])),
      box,
    );
    near(
      shares.reduce((sum, share) => sum + share, 0),
      BOX_CELLS ** 2,
      1e-3,
    );
  }
  assert.equal(lungBox(square(0, 0, 0)), null);
});

test('an even map stays even inside the image and is 0 beyond it; a gradient keeps its slope', () => {
  const box = { left: 0.2, top: 0.05, right: 0.8, bottom: 0.95 };
  const even = { height: 7, width: 7, maps: new Float32Array(49).fill(2), patients: Uint32Array.of(1) };
  const frame = meanInFrame(even, [box]);
  assert.equal(frame[14 * FRAME_CELLS + 14], 2);
  assert.equal(frame[14], 0);
  const slope = { ...even, maps: Float32Array.from({ length: 49 }, (_, i) => i % 7) };
  const row = meanInFrame(slope, [box]).subarray(14 * FRAME_CELLS, 15 * FRAME_CELLS);
  near((row[15] ?? 0) - (row[14] ?? 0), (7 * 0.6) / BOX_CELLS, 1e-6);
});

/** Maps whose evidence lies in one of `corners` by turns, with noise. */
function corneredSet(n: number, corners: readonly number[], noise = 0.05): MapSet {
  const maps = new Float32Array(n * 49);
  for (let i = 0; i < n; i++) {
    for (let cell = 0; cell < 49; cell++) maps[i * 49 + cell] = noise * chance(i, cell) - 0.01;
    maps[i * 49 + (corners[i % corners.length] ?? 0)] = 1 + chance(i, 99);
  }
  return { height: 7, width: 7, maps, patients: Uint32Array.from({ length: n }, (_, i) => i) };
}

test('strategies are found, the same every time, and what is over-represented in them', () => {
  const set = corneredSet(150, [0, 24, 48]);
  const found = groupMaps(set, 3);
  assert.deepEqual([found.count, found.none, found.tried.length], [3, null, 5]);
  assert.ok((found.silhouette ?? 0) > 0.5);
  assert.deepEqual(groupMaps(set, 3).labels, found.labels);
  for (const [i, label] of found.labels.entries()) assert.equal(label, found.labels[i % 3]);
  for (const [k, examples] of found.examples.entries()) {
    assert.equal(examples.length, 6);
    for (const i of examples) assert.equal(found.labels[i], k);
  }
  const site = {
    by: 'site',
    codes: Uint16Array.from({ length: 150 }, (_, i) => (i % 3 === 0 ? 0 : 1)),
    levels: ['A', 'B'],
  };
  const noise = {
    by: 'scanner',
    codes: Uint16Array.from({ length: 150 }, (_, i) => chance(i, 5) * 2),
    levels: ['x', 'y'],
  };
  const over = overRepresented(found.labels, 3, set.patients, [site, noise]);
  const own = over[found.labels[0] ?? 0] ?? [];
  assert.deepEqual([own[0]?.by, own[0]?.stratum, own[0]?.share, own[0]?.otherwise], ['site', 'A', 1, 0]);
  assert.ok((own[0]?.q ?? 1) < 1e-9 && own.length === 1);
});

test('maps that are alike are one strategy, few are not split, and without evidence there is none', () => {
  const one = groupMaps(corneredSet(100, [24]), 3);
  assert.deepEqual([one.count, one.none, one.silhouette, one.examples.length], [1, 'one_strategy', null, 1]);
  const few = groupMaps(corneredSet(30, [0, 48]), 3);
  assert.deepEqual([few.count, few.none, few.tried], [1, 'few_cases', []]);
  const dark = corneredSet(60, [24]);
  const negative = groupMaps({ ...dark, maps: dark.maps.map((value) => -Math.abs(value)) }, 3);
  assert.deepEqual([negative.count, negative.none, negative.members.length], [0, 'few_cases', 0]);
});

test('images of one patient are no proof of one another', () => {
  const groups = Uint8Array.from({ length: 60 }, (_, i) => (i < 30 ? 0 : 1));
  const patients = Uint32Array.from({ length: 60 }, (_, i) => (i < 30 ? 1 : i));
  const codes = Uint16Array.from({ length: 60 }, (_, i) => (i < 30 || i > 50 ? 0 : 1));
  const site = [{ by: 'site', codes, levels: ['A', 'B'] }];
  assert.deepEqual(overRepresented(groups, 2, patients, site)[0], []);
  assert.equal(
    overRepresented(
      groups,
      2,
      Uint32Array.from(groups, (_, i) => i),
      site,
    )[0]?.[0]?.stratum,
    'A',
  );
  const unknown = [{ by: 'site', codes: codes.map(() => UNKNOWN), levels: ['A'] }];
  assert.deepEqual(overRepresented(groups, 2, patients, unknown), [[], []]);
});

test('the mean map is the mean of the maps', () => {
  const set = { height: 1, width: 2, maps: Float32Array.of(1, 2, 3, 6), patients: Uint32Array.of(1, 2) };
  assert.deepEqual(meanMap(set), Float64Array.of(2, 4));
  assert.throws(() => meanMap({ ...set, width: 3 }), /^RangeError: maps: 4 values for 2 of 1x3/);
});
