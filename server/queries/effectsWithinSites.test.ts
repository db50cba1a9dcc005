import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOGIT_BINS } from '@/server/stats/logitBins';
import { effectsWithinSites, mergeSites, type SitedStratum } from './effectsWithinSites';
import type { TruthScores } from './labelledScores';

/** n cases whose logits lie evenly over 100 bins from `from` on. */
function scores(from: number, n: number): TruthScores {
  const counts = new Float64Array(LOGIT_BINS);
  for (let i = 0; i < n; i++) counts[from + (i % 100)] = (counts[from + (i % 100)] ?? 0) + 1;
  return { counts, moments: { n, sum: 0, sumOfSquares: n } };
}

const cell = (site: string, stratum: string, from: number, negatives = 200, positives = 20): SitedStratum => ({
  ...{ site, stratum, positives, negatives },
  scores: { positive: scores(300, positives), negative: scores(from, negatives) },
});

test('what differs between sites alone is in no other variable', () => {
  // Site A scores higher, and nearly all of its pictures are AP.
  const cells = [
    cell('A', 'AP', 250, 400),
    cell('A', 'PA', 250, 150),
    cell('B', 'AP', 150, 150),
    cell('B', 'PA', 150, 400),
  ];
  const [effect, ...others] = effectsWithinSites('viewPosition', cells);
  assert.equal(others.length, 0);
  assert.equal(effect?.aucOfScore.value, 0.5);
  assert.equal(effect?.grade, 'below');
  assert.deepEqual([effect?.negatives, effect?.referenceNegatives, effect?.matched], [550, 550, 300]);
});

test('a view that is told apart within both sites fires', () => {
  const site = (name: string, from: number): SitedStratum[] => [
    cell(name, 'AP', from + 60, 150, 80),
    cell(name, 'PA', from),
  ];
  const [effect] = effectsWithinSites('viewPosition', [...site('A', 190), ...site('B', 150)]);
  assert.equal(effect?.stratum, 'AP');
  assert.ok((effect?.aucOfScore.value ?? 0) > 0.85, `${effect?.aucOfScore.value}`);
  assert.equal(effect?.gradient, 'along');
  assert.equal(effect?.grade, 'follows');
});

test('scanners of different sites are not compared, those of one site are, once', () => {
  const cells = [cell('A', 'A1', 250, 300), cell('A', 'A2', 250), cell('B', 'B1', 150, 400), cell('B', 'B2', 150)];
  const pairs = effectsWithinSites('scanner', cells).map(({ stratum, reference }) => `${stratum} ${reference}`);
  assert.deepEqual(pairs.toSorted(), ['A2 A1', 'B2 B1']);
  assert.deepEqual(effectsWithinSites('scanner', [cell('A', 'A1', 250), cell('B', 'B1', 150)]), []);
  assert.deepEqual(effectsWithinSites('scanner', []), []);
});

test('a handful at each site is too few, whatever their sum with the others', () => {
  const cells = [
    cell('A', 'AP', 250, 900),
    cell('A', 'PA', 150, 40),
    cell('B', 'AP', 250, 40),
    cell('B', 'PA', 150, 900),
  ];
  const [effect] = effectsWithinSites('viewPosition', cells);
  assert.equal(effect?.matched, 80);
  assert.equal(effect?.grade, 'few');
  assert.deepEqual(
    mergeSites(cells).map(({ stratum, negatives }) => [stratum, negatives]),
    [
      ['AP', 940],
      ['PA', 940],
    ],
  );
});
