import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Raster } from '@/server/audit/raster';
import { markerClusters } from './markerClusters';
import { hammingDistance, type MarkerLook, markerLook } from './markerHash';
import { type MarkerSighting, markerOrigins } from './markerOrigins';

/** Strokes [x, y, width, height] of 1 on 0, with noise of up to 0.2, at a whole scale. */
function draw(strokes: [number, number, number, number][], scale: number, noise = (_: number) => 0): Raster {
  const [width, height] = [20 * scale, 24 * scale];
  const pixels = Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [Math.floor((i % width) / scale), Math.floor(Math.floor(i / width) / scale)];
    const isInk = strokes.some(([left, top, w, h]) => x >= left && x < left + w && y >= top && y < top + h);
    return (isInk ? 1 : 0) + 0.2 * noise(i);
  });
  return { height, width, pixels };
}

const L: [number, number, number, number][] = [
  [3, 3, 3, 15],
  [3, 15, 10, 3],
];
const R: [number, number, number, number][] = [
  [3, 3, 3, 15],
  [6, 3, 7, 3],
  [10, 6, 3, 4],
  [6, 9, 7, 3],
  [9, 12, 4, 6],
];
const bit = (look: MarkerLook | null): MarkerLook => look ?? assert.fail('no look');

test('a letter hashes alike at any size, place and noise, and unlike another letter', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 9999 }), (scale, seed) => {
      const noise = (i: number) => (Math.imul(i + seed, 0x9e3779b1) >>> 0) / 2 ** 32 - 0.5;
      const look = bit(markerLook(draw(L, scale, noise), 500));
      assert.ok(hammingDistance(look, bit(markerLook(draw(L, 3), 500))) <= 10);
      assert.ok(hammingDistance(look, bit(markerLook(draw(R, 3), 500))) > 18);
    }),
  );
});

test('shape and size are told beside the hash, dark ink looks as bright ink, and no ink has no look', () => {
  const look = bit(markerLook(draw(L, 2), 600));
  assert.equal(look.aspect, 10 / 15);
  assert.equal(look.size, 30 / 600);
  const { pixels, ...size } = draw(L, 2);
  assert.deepEqual(markerLook({ ...size, pixels: pixels.map((value) => -value) }, 600), look);
  assert.equal(markerLook({ ...size, pixels: pixels.map(() => 0) }, 600), null);
});

test('the distance is the number of bits that differ', () => {
  const of = (high: number, low: number): MarkerLook => ({ high, low, aspect: 1, size: 0.1 });
  assert.equal(hammingDistance(of(-1, 0), of(0, -1)), 64);
  assert.equal(hammingDistance(of(5, 1 << 31), of(4, 0)), 2);
});

test('look-alikes of five and more are one kind, the largest first, whatever their order', () => {
  const of = (high: number, low: number, size = 0.1): MarkerLook => ({ high, low, aspect: 1, size });
  const big = Array.from({ length: 9 }, (_, i) => of(1 << i, 0));
  const far = Array.from({ length: 6 }, (_, i) => of(-1, (1 << i) - 1));
  const small = Array.from({ length: 5 }, () => of(0, 0, 0.04));
  const rare = Array.from({ length: 4 }, () => of(0xffff, 0xffff0000 | 0));
  const clusters = markerClusters([...rare, ...small, ...far, ...big]);
  assert.deepEqual(
    clusters.map((members) => members.toSorted((a, b) => a - b)),
    [
      [15, 16, 17, 18, 19, 20, 21, 22, 23],
      [9, 10, 11, 12, 13, 14],
      [4, 5, 6, 7, 8],
    ],
  );
  assert.deepEqual(markerClusters([]), []);
});

function seen(patient: number, site: string | null, image = patient): MarkerSighting {
  return { image, patient: `p${patient}`, strata: { site } };
}

test('a kind of one site is told with its share there and elsewhere', () => {
  const sightings = Array.from({ length: 60 }, (_, i) => seen(i, i % 2 ? 'A' : 'B'));
  const own = [...sightings.keys()].filter((i) => i % 2 === 1 && i < 40);
  const [origins = [], none = []] = markerOrigins(sightings, [own, [...Array(10).keys()]]);
  assert.deepEqual(
    origins.map(({ by, stratum, share, otherwise }) => ({ by, stratum, share, otherwise })),
    [{ by: 'site', stratum: 'A', share: 1, otherwise: 10 / 40 }],
  );
  assert.ok((origins[0]?.q ?? 1) < 1e-6);
  assert.deepEqual(none, []);
});

test('many images of one patient, and unknown strata, prove nothing', () => {
  const repeated = Array.from({ length: 30 }, (_, i) => seen(0, 'A', i));
  const others = Array.from({ length: 30 }, (_, i) => seen(i + 1, i % 2 ? 'A' : 'B', i + 100));
  assert.deepEqual(markerOrigins([...repeated, ...others], [[...Array(30).keys()]]), [[]]);
  const unknown = Array.from({ length: 30 }, (_, i) => seen(i, null));
  assert.deepEqual(markerOrigins(unknown, [[...Array(10).keys()]]), [[]]);
  assert.deepEqual(markerOrigins([], []), []);
});
