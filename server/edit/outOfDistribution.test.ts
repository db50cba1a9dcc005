import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embeddingDistance, embeddingReference } from './outOfDistribution';
import { seededRandom } from './seededRandom';

const DIMENSIONS = 6;

/** Normal numbers by the central limit; dimension d is 10^d wide, the last one constant. */
function draw(count: number, seed: string): Float32Array {
  const random = seededRandom(seed);
  const normal = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
  return Float32Array.from({ length: count * DIMENSIONS }, (_, i) => {
    const d = i % DIMENSIONS;
    return d === DIMENSIONS - 1 ? 3 : normal() * 10 ** d;
  });
}

const row = (embeddings: Float32Array, i: number) => embeddings.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS);

/** Straight from the definition. */
function slowDistance(embeddings: Float32Array, own: Float32Array, except: number, scale: Float64Array): number {
  const distances: number[] = [];
  for (let i = 0; i < embeddings.length / DIMENSIONS; i++) {
    if (i === except) continue;
    distances.push(Math.hypot(...row(embeddings, i).map((value, d) => (value - (own[d] ?? 0)) * (scale[d] ?? 0))));
  }
  return distances.sort((a, b) => a - b)[4] ?? 0;
}

test('1 % of the references lie beyond the limit, and so do about 1 % of others like them', () => {
  const reference = embeddingReference(draw(1000, 'real'), DIMENSIONS);
  assert.ok(reference);
  const others = draw(2000, 'other');
  const far = Array.from({ length: 2000 }, (_, i) => embeddingDistance(reference, row(others, i)));
  const share = far.filter((distance) => distance > reference.distanceLimit).length / 2000;
  assert.ok(share > 0.002 && share < 0.025, `${share}`);
});

test('distances are those to the fifth nearest, whatever the units of a dimension', () => {
  const embeddings = draw(150, 'real');
  const reference = embeddingReference(embeddings, DIMENSIONS);
  assert.ok(reference);
  const { scale, distanceLimit } = reference;
  assert.ok(Math.abs((scale[4] ?? 0) * 10 ** 4 - 1) < 0.3);
  const own = draw(1, 'one');
  assert.ok(Math.abs(embeddingDistance(reference, own) - slowDistance(embeddings, own, -1, scale)) < 1e-4);
  const leftOut = Array.from({ length: 150 }, (_, i) => slowDistance(embeddings, row(embeddings, i), i, scale));
  assert.ok(Math.abs(distanceLimit - (leftOut.sort((a, b) => a - b)[148] ?? 0)) < 1e-4);
});

test('a picture that was edited does not vouch for its edit', () => {
  const embeddings = draw(120, 'real');
  const reference = embeddingReference(embeddings, DIMENSIONS);
  assert.ok(reference);
  const near = embeddingDistance(reference, row(embeddings, 7));
  assert.ok(embeddingDistance(reference, row(embeddings, 7), 7) > near);
});

test('what is new in a dimension without any spread is far away', () => {
  const reference = embeddingReference(draw(200, 'real'), DIMENSIONS);
  assert.ok(reference);
  const own = row(draw(200, 'real'), 3).slice();
  assert.ok(embeddingDistance(reference, own) <= reference.distanceLimit);
  own[DIMENSIONS - 1] = 1e6;
  assert.ok(embeddingDistance(reference, own) > reference.distanceLimit);
});

test('under 100 images there is no reference, and shapes are checked', () => {
  assert.equal(embeddingReference(draw(99, 'real'), DIMENSIONS), null);
  assert.throws(() => embeddingReference(new Float32Array(7), 3), /embeddings: 7 numbers in rows of 3/);
  const reference = embeddingReference(draw(100, 'real'), DIMENSIONS);
  assert.ok(reference);
  assert.throws(() => embeddingDistance(reference, new Float32Array(2)), /embedding: 2 dimensions, expected 6/);
});
