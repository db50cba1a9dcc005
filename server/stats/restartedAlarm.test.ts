import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agreement } from './agreement.fixture';
import { checked } from './checked.fixture';
import { clusterMeans } from './clusterMeans';
import { confidenceSequence } from './confidenceSequence';
import { momentsOf } from './histogram.fixture';
import { longRunSpread } from './longRunSpread';
import { type Moments, meanOf } from './moments';
import { reference } from './reference.fixture';
import { type Alarm, type AlarmRule, alphaOfLevel, averageRunLength, restartedAlarm } from './restartedAlarm';

type Golden = { unitSpread: { alpha: number; tightestAt: number; n: number; halfWidth: number }[] };
const golden = reference<Golden>('confidenceSequence');

test('the half width is where the integrated mixture reaches 1 / alpha', (t) => {
  const { near, worst } = agreement(golden.tolerance);
  for (const { alpha, tightestAt, n, halfWidth } of golden.unitSpread) {
    const sequence = confidenceSequence({ n, sum: 3 * n, sumOfSquares: 9 * n + n - 1 }, alpha, 0, tightestAt);
    near(sequence && (sequence.high - sequence.low) / 2, halfWidth, `${n} at ${alpha}, ${tightestAt}`);
    near(sequence && (sequence.high + sequence.low) / 2, 3, 'centre');
  }
  const by = { scipy: '`brentq` on the integrated mixture' };
  checked(t, 'half width of the confidence sequence of the alarm', by, golden.versions, worst());
});

test('the sequence is wider for a smaller level and for a least spread over its own', () => {
  const moments = momentsOf([1, 2, 3, 4, 5, 6]);
  const width = (alpha: number, least?: number) => {
    const { low, high } = confidenceSequence(moments, alpha, least) ?? { low: 0, high: 0 };
    return high - low;
  };
  assert.ok(width(0.01) > width(0.05));
  assert.ok(Math.abs(width(0.05, 3.5) / width(0.05) - 3.5 / Math.sqrt(3.5)) < 1e-12);
  assert.equal(width(0.05, 1), width(0.05));
  assert.equal(confidenceSequence(momentsOf([1]), 0.05), null);
  assert.throws(() => confidenceSequence(moments, 0), /alpha: 0/);
  assert.throws(() => confidenceSequence(moments, 0.05, -1), /least spread: -1/);
  assert.throws(() => confidenceSequence(moments, 0.05, 0, 0), /tightest at: 0/);
});

/** Mulberry32: seeded, 0–1. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const a = Math.imul(state ^ (state >>> 15), 1 | state);
    const b = (a + Math.imul(a ^ (a >>> 7), 61 | a)) ^ a;
    return ((b ^ (b >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Skewed days: 20 patients of an exponential distribution, standard deviation .25, around the mean of the day. */
function skewedDays(seed: number, days: number, meanOfDay: (day: number) => number): Moments[] {
  const random = uniform(seed);
  return Array.from({ length: days }, (_, day) =>
    momentsOf(Array.from({ length: 20 }, () => meanOfDay(day) + 0.25 * (-Math.log(1 - random()) - 1))),
  );
}

const rule: AlarmRule = { band: { low: -0.05, high: 0.05 }, spread: 0.25, alpha: alphaOfLevel(0.05, 1) };

test('skewed years at either edge of the band stay quiet, looked at every day', () => {
  const edges = [-0.05, 0.05, -0.05, 0.05, -0.05, 0.05, -0.05, 0.05, -0.05, 0.05];
  for (const [seed, edge] of edges.entries())
    assert.equal(
      restartedAlarm(
        skewedDays(seed, 365, () => edge),
        rule,
      ),
      null,
    );
});

test('a shift of .10 after a quiet year is seen in weeks, and since when is told', () => {
  const days = skewedDays(3, 460, (day) => (day < 365 ? 0 : 0.1));
  const alarm = restartedAlarm(days, rule);
  assert.ok(alarm !== null && alarm.side === 'above' && alarm.low > 0.05);
  assert.ok(alarm.day >= 365 && alarm.day < 425, `day ${alarm.day}`);
  assert.ok(Math.abs(alarm.start - 365) < 15, `start ${alarm.start}`);
  // One sequence from the beginning is diluted by the quiet year.
  assert.ok((confidenceSequence(longTotal(days.slice(0, alarm.day + 1)), 0.05)?.low ?? 9) < 0.05);
});

const longTotal = (days: readonly Moments[]): Moments => ({
  n: days.reduce((sum, { n }) => sum + n, 0),
  sum: days.reduce((sum, day) => sum + day.sum, 0),
  sumOfSquares: days.reduce((sum, day) => sum + day.sumOfSquares, 0),
});

const day = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { maxLength: 6 }).map(momentsOf);
const history = fc.tuple(
  fc.array(day, { maxLength: 12 }),
  fc.array(
    fc.double({ min: 1, max: 6, noNaN: true }).map((x) => momentsOf([x, x + 0.5, x + 1, x + 0.1])),
    { maxLength: 12 },
  ),
);
const loose: AlarmRule = { band: { low: -0.5, high: 0.5 }, spread: 0.3, alpha: 0.05, burnIn: 5 };

test('the alarm is the first look at which any start is disjoint from the band', () => {
  fc.assert(
    fc.property(history, ([quiet, loud]) => {
      const days = [...quiet, ...loud];
      const firstDay = days.findIndex((_, last) =>
        days.some((_, start) => {
          const since = longTotal(days.slice(start, last + 1));
          const sequence = start > last || since.n < 5 ? null : confidenceSequence(since, 0.05, 0.3);
          return sequence !== null && (sequence.low > 0.5 || sequence.high < -0.5);
        }),
      );
      const alarm = restartedAlarm(days, loose);
      assert.equal(alarm?.day ?? -1, firstDay);
      if (alarm === null) return;
      assert.ok(alarm.start <= alarm.day && alarm.n >= 5);
      assert.ok(Math.abs(alarm.mean - meanOf(longTotal(days.slice(alarm.start, alarm.day + 1)))) < 1e-9);
      const turned = days.map(({ n, sum, sumOfSquares }) => ({ n, sum: -sum, sumOfSquares }));
      const mirror: Alarm | null = restartedAlarm(turned, loose);
      assert.deepEqual([mirror?.day, mirror?.start], [alarm.day, alarm.start]);
      assert.notEqual(mirror?.side, alarm.side);
      const careful = restartedAlarm(days, { ...loose, band: { low: -1, high: 1 }, alpha: 0.01 });
      assert.ok(careful === null || careful.day >= alarm.day);
      assert.equal(restartedAlarm(days.slice(0, alarm.day), loose), null);
    }),
  );
});

test('the level is shared by the starts of a year and by the series', () => {
  assert.equal(alphaOfLevel(0.05, 10), 0.05 / 3650);
  assert.ok(Math.abs(averageRunLength(alphaOfLevel(0.05, 1)) - 7300) < 1e-9);
  assert.throws(() => alphaOfLevel(0, 1), /level: 0/);
  assert.throws(() => alphaOfLevel(0.05, 0.5), /series: 0.5/);
});

test('without days or before the burn-in there is no alarm, and what cannot be is refused', () => {
  const loud = momentsOf(Array.from({ length: 49 }, (_, i) => 100 + (i % 2)));
  assert.equal(restartedAlarm([], rule), null);
  assert.equal(restartedAlarm([momentsOf([]), loud], rule), null);
  assert.equal(restartedAlarm([momentsOf([]), loud, momentsOf([]), momentsOf([100])], rule)?.day, 3);
  assert.throws(() => restartedAlarm([loud], { ...rule, band: { low: 1, high: 0 } }), /band: 1 to 0/);
  assert.throws(() => restartedAlarm([loud], { ...rule, burnIn: 1 }), /burn-in: 1/);
});

test('a cluster counts once, whatever it holds', () => {
  assert.deepEqual(clusterMeans([1, 3, 5, 5, 5], ['a', 'a', 'b', 'b', 'b']), { n: 2, sum: 7, sumOfSquares: 29 });
  fc.assert(
    fc.property(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { maxLength: 20 }), (values) => {
      const [single, twice] = [
        momentsOf(values),
        clusterMeans([...values, ...values], [...values.keys(), ...values.keys()]),
      ];
      assert.ok(single.n === twice.n && Math.abs(single.sum - twice.sum) < 1e-9);
    }),
  );
  assert.equal(clusterMeans([], []).n, 0);
  assert.throws(() => clusterMeans([1], []), /clusters: 0, values: 1/);
  assert.throws(() => clusterMeans([Number.NaN], [1]), /value: NaN/);
});

test('the long-run spread is the plain one of independent days and twice it where patients stay', () => {
  const independent = skewedDays(1, 700, () => 0);
  assert.ok(Math.abs((longRunSpread(independent) ?? 9) / 0.25 - 1) < 0.2);
  // Days of one common level each fortnight: 14 days of 2 values that differ by 2 only between fortnights.
  const blocks = Array.from({ length: 280 }, (_, i) => momentsOf(Math.floor(i / 14) % 2 === 0 ? [-1, -1] : [1, 1]));
  assert.ok(Math.abs((longRunSpread(blocks) ?? 9) - Math.sqrt((28 * 20) / 19)) < 1e-12);
  assert.equal(longRunSpread([momentsOf([1, 3])]), Math.SQRT2);
  assert.equal(longRunSpread([momentsOf([1])]), null);
  assert.throws(() => longRunSpread([], 0), /batch days: 0/);
});
