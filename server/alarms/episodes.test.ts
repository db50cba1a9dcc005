import assert from 'node:assert/strict';
import { test } from 'node:test';
import { murmur3 } from '@/server/stats/murmur3';
import { episodes } from './episodes';
import { MOST_POINTS, sequencePoints } from './sequencePoints';

/** A day of 20 values around a mean, the same for the same seed. */
function day(mean: number, seed: number) {
  const values = Array.from({ length: 20 }, (_, i) => mean + 0.5 * (murmur3([seed, i], 3) / 2 ** 32 - 0.5));
  const sum = values.reduce((a, b) => a + b, 0);
  return { n: 20, sum, sumOfSquares: values.reduce((a, b) => a + b * b, 0) };
}
const days = (mean: number, count: number, seed: number) =>
  Array.from({ length: count }, (_, i) => day(mean, seed * 1000 + i));

const rule = { band: { low: 0.45, high: 0.55 }, spread: 0.15, alpha: 0.05 / 365 };

test('a quiet year raises nothing', () => {
  assert.deepEqual(episodes(days(0.5, 365, 1), rule), []);
});

test('a shift raises one alarm, which ends when values are back, and a second one another', () => {
  const all = [...days(0.5, 60, 2), ...days(0.75, 30, 3), ...days(0.5, 60, 4), ...days(0.25, 20, 5)];
  const found = episodes(all, rule);
  assert.deepEqual(
    found.map(({ side }) => side),
    ['above', 'below'],
  );
  const [first, second] = found;
  assert.ok(first !== undefined && second !== undefined);
  assert.ok(first.start >= 58 && first.day > first.start && first.day <= 66, JSON.stringify(first));
  assert.ok(first.low > rule.band.high && first.mean > first.low);
  assert.ok(first.ended !== null && first.ended >= 90 && first.ended <= 93, JSON.stringify(first));
  assert.ok(second.start > first.ended && second.ended === null);
});

test('looking day by day, with what was found before, finds the same as looking at all of it', () => {
  const all = [...days(0.5, 40, 6), ...days(0.8, 20, 7), ...days(0.5, 20, 8)];
  const [whole] = episodes(all, rule);
  assert.ok(whole !== undefined && whole.ended !== null);
  const early = episodes(all.slice(0, whole.day + 1), rule);
  assert.equal(early[0]?.ended, null);
  const later = episodes(all, rule, { restart: 0, look: whole.day + 1, open: whole.day });
  assert.equal(later[0]?.ended, whole.ended);
  assert.equal(later.length, 1);
});

test('days without values neither raise nor end anything', () => {
  const empty = Array.from({ length: 30 }, () => ({ n: 0, sum: 0, sumOfSquares: 0 }));
  const found = episodes([...days(0.5, 20, 9), ...days(0.9, 10, 10), ...empty], rule);
  assert.equal(found.length, 1);
  assert.equal(found[0]?.ended, null);
});

test('a chart has 500 points at most, and its last one holds all that came since the start', () => {
  const points = sequencePoints(days(0.5, 1203, 11), 100, rule);
  assert.ok(points.length <= MOST_POINTS);
  assert.equal(points.at(-1)?.total, 20 * 1103);
  assert.equal(points[0]?.mean, null);
  assert.equal(
    points.reduce((n, point) => n + point.n, 0),
    20 * 1203,
  );
});
