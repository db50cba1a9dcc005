import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldSeed, openStream } from './random';

test('a stream repeats, and streams of other parts and seeds do not follow it', () => {
  const draw = (seed: number, part: string) => Array.from({ length: 6 }, openStream(seed, part).bits);
  fc.assert(
    fc.property(fc.maxSafeNat(), (seed) => {
      assert.deepEqual(draw(seed, 'anatomy'), draw(seed, 'anatomy'));
      assert.notDeepEqual(draw(seed, 'anatomy'), draw(seed, 'noise'));
      assert.notDeepEqual(draw(seed, 'anatomy'), draw(seed === 0 ? 1 : seed - 1, 'anatomy'));
    }),
  );
});

test('the first numbers of a stream are pinned: a changed generator changes every phantom', () => {
  assert.deepEqual(Array.from({ length: 3 }, openStream(7, 'anatomy').bits), [-1900302031, 149020974, 232502728]);
});

test('uniform, normal and chance have the moments that they promise', () => {
  const random = openStream(1, 'moments');
  const n = 20_000;
  const mean = (draw: () => number) => Array.from({ length: n }, draw).reduce((sum, x) => sum + x, 0) / n;
  assert.ok(Math.abs(mean(() => random.uniform(2, 4)) - 3) < 0.02);
  assert.ok(Math.abs(mean(() => random.normal(5, 2)) - 5) < 0.06);
  assert.ok(Math.abs(mean(() => random.normal(0, 2) ** 2) - 4) < 0.16);
  assert.ok(Math.abs(mean(() => (random.chance(0.2) ? 1 : 0)) - 0.2) < 0.012);
});

test('a seed beyond 32 bits counts whole, and one that is no whole number is refused', () => {
  assert.notEqual(foldSeed(5, 'x'), foldSeed(5 + 2 ** 32, 'x'));
  for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) assert.throws(() => openStream(seed, 'x'), /^RangeError: seed: /);
});
