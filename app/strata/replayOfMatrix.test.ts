import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { MatrixCell, MatrixStratum } from '@/server/queries/siteMatrix';
import { prevalenceReplay } from '@/server/stats/prevalenceReplay';
import { type SiteScores, siteMatrix } from '@/server/stats/siteMatrix';
import { siteCount } from '@/server/stats/siteShares';
import { replayable, replayOfMatrix } from './replayOfMatrix';
import { PAPER_MATRIX } from './strata.fixture';

const histogram = fc.array(fc.nat({ max: 9 }), { minLength: 6, maxLength: 6 }).filter((counts) => counts.some(Boolean));
const site: fc.Arbitrary<SiteScores> = fc.record({ positives: histogram, negatives: histogram });

function matrixOf(sites: SiteScores[]): { strata: MatrixStratum[]; cells: MatrixCell[] } {
  const strata = sites.map((scores, s) => ({ stratum: String(s), ...siteCount(scores), prevalence: null }));
  const cells = siteMatrix(sites).map(({ value, errorBound }, i) => ({
    positivesOf: String(Math.floor(i / sites.length)),
    negativesOf: String(i % sites.length),
    ...{ value, low: null, high: null, errorBound, suppressed: null },
  }));
  return { strata, cells };
}

test('a mix replayed from the matrix is the mix replayed from the histograms', () => {
  const mixes = fc.array(fc.tuple(site, fc.double({ min: 0.01, max: 0.99, noNaN: true })), {
    minLength: 2,
    maxLength: 4,
  });
  fc.assert(
    fc.property(mixes, (mix) => {
      const [sites, prevalences] = [mix.map(([scores]) => scores), mix.map(([, q]) => q)];
      const { strata, cells } = matrixOf(sites);
      const [ours, theirs] = [
        replayOfMatrix(strata, cells, replayable(strata, cells), prevalences),
        prevalenceReplay(sites, prevalences),
      ];
      assert.ok(ours !== null && theirs !== null);
      for (const [a, b] of [
        [ours.pooled, theirs.pooled.value],
        [ours.within, theirs.within.value],
        [ours.between, theirs.between.value],
        [ours.withinPairs, theirs.withinPairs],
        [ours.prevalenceOnly, theirs.prevalenceOnly],
      ]) {
        assert.ok(Math.abs((a ?? Number.NaN) - (b ?? Number.NaN)) < 1e-9);
      }
    }),
    { numRuns: 60 },
  );
});

test('the paper’s two hospitals are ranked right in .857 of pairs by their prevalence, by nothing when it is equal', () => {
  const { strata, cells } = PAPER_MATRIX;
  const both = replayable(strata, cells);
  assert.deepEqual(both, [0, 1]);
  const asItIs = replayOfMatrix(strata, cells, both, [0.012, 0.342]);
  const equal = replayOfMatrix(strata, cells, both, [0.1, 0.1]);
  assert.ok(asItIs !== null && equal !== null);
  assert.ok(Math.abs(asItIs.prevalenceOnly - 0.857) < 5e-4);
  assert.equal(equal.prevalenceOnly, 0.5);
  assert.ok(equal.pooled < asItIs.pooled - 0.1);
});

test('strata that are not told stay out, and a mix without sick or healthy has no AUC', () => {
  const { strata, cells } = PAPER_MATRIX;
  const hidden = cells.map((cell, i) => (i === 3 ? { ...cell, value: null } : cell));
  assert.deepEqual(replayable(strata, hidden), [0]);
  assert.equal(replayOfMatrix(strata, cells, [0, 1], [0, 0]), null);
  assert.throws(() => replayOfMatrix(strata, cells, [0, 1], [0.5]), RangeError);
  assert.throws(() => replayOfMatrix(strata, cells, [0, 1], [0.5, 2]), RangeError);
});
