import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LOGIT_BINS, logitBin } from '@/server/stats/logitBins';
import { type Moments, meanOf } from '@/server/stats/moments';
import { placements } from '@/server/stats/placements';
import { alphaOfLevel } from '@/server/stats/restartedAlarm';
import { episodes } from './episodes';
import { countBins, placeMoments, placesAmong } from './ranks';
import { referenceOf } from './reference';

const bin = fc.integer({ min: 0, max: LOGIT_BINS - 1 });

test('the mean place of positives among negatives is their AUC, ties half, and every place lies within 0–1', () => {
  fc.assert(
    fc.property(
      fc.array(bin, { minLength: 50, maxLength: 120 }),
      fc.array(bin, { minLength: 1, maxLength: 40 }),
      (negatives, positives) => {
        const places = placesAmong(countBins(negatives)) ?? new Float64Array();
        assert.ok(places.length === LOGIT_BINS && places.every((place) => place >= 0 && place <= 1));
        const { n, sum, sumOfSquares } = placeMoments(positives, places);
        const exact = placements(positives, negatives).ofPositives;
        assert.equal(n, positives.length);
        assert.ok(Math.abs(sum - exact.reduce((a, b) => a + b, 0)) < 1e-9);
        assert.ok(Math.abs(sumOfSquares - exact.reduce((a, b) => a + b * b, 0)) < 1e-9);
      },
    ),
    { numRuns: 60 },
  );
});

test('scores of the same patients have a place of a half on average, and too few give none', () => {
  fc.assert(
    fc.property(fc.array(bin, { minLength: 50, maxLength: 90 }), (scores) => {
      assert.ok(
        Math.abs(meanOf(placeMoments(scores, placesAmong(countBins(scores)) ?? new Float64Array())) - 0.5) < 1e-9,
      );
    }),
    { numRuns: 30 },
  );
  assert.equal(placesAmong(countBins(Array.from({ length: 49 }, () => 3))), null);
  assert.throws(() => countBins([LOGIT_BINS]), /bin: 512/);
  assert.throws(() => placeMoments([-1], new Float64Array(LOGIT_BINS)), /bin: -1/);
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

const REFERENCE_DAYS = 60;

/** What one made-up year shows: values of each day, the reference period first. */
type Year = { rank: Moments[]; hit: Moments[] };

/** Logits of 4 positives a day around `mean(day)`, and 400 reference negatives around −1, all of standard deviation 1. */
function yearOf(seed: number, days: number, mean: (day: number) => number): Year {
  const random = uniform(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const places =
    placesAmong(countBins(Array.from({ length: 400 }, () => logitBin(normal() - 1)))) ??
    assert.fail('too few negatives');
  const logits = Array.from({ length: days }, (_, day) => Array.from({ length: 4 }, () => mean(day) + normal()));
  const hits = (day: number[]): number => day.filter((logit) => logit >= 0).length;
  return {
    rank: logits.map((day) => placeMoments(day.map(logitBin), places)),
    hit: logits.map((day) => ({ n: day.length, sum: hits(day), sumOfSquares: hits(day) })),
  };
}

/** Alarms of a year after the reference period, with a band as is proposed. */
function alarmsOf(days: readonly Moments[], margin: number) {
  const parameters = { referenceFrom: '2026-01-01', referenceTo: '2026-03-01', level: 0.05, burnIn: 50 };
  const band = { kind: 'margin', margin, unit: 'value' } as const;
  const reference = referenceOf(days.slice(0, REFERENCE_DAYS), { ...parameters, band });
  assert.ok(reference !== null);
  return episodes(days.slice(REFERENCE_DAYS), { ...reference, alpha: alphaOfLevel(0.05, 1), burnIn: 50 });
}

test('in 40 quiet half years neither the rank nor the sensitivity raises an alarm more often than its level', () => {
  const raised = { rank: 0, hit: 0 };
  for (let seed = 0; seed < 40; seed++) {
    const year = yearOf(seed, REFERENCE_DAYS + 182, () => 0.5);
    raised.rank += alarmsOf(year.rank, 0.05).length > 0 ? 1 : 0;
    raised.hit += alarmsOf(year.hit, 0.1).length > 0 ? 1 : 0;
  }
  // 40 half years at 5 % a year expect one; more than four would come by chance once in 270 times.
  assert.ok(raised.rank <= 4 && raised.hit <= 4, JSON.stringify(raised));
});

test('positives that fall back among the negatives raise both, below', () => {
  const year = yearOf(7, REFERENCE_DAYS + 150, (day) => (day < REFERENCE_DAYS + 60 ? 1 : -0.7));
  for (const [days, margin] of [
    [year.rank, 0.05],
    [year.hit, 0.1],
  ] as const) {
    const [first] = alarmsOf(days, margin);
    assert.ok(first !== undefined && first.side === 'below' && first.day >= 60 && first.day < 130, `${first?.day}`);
  }
});
