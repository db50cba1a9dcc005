import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { agreement } from './agreement.fixture';
import { binnedPercentileRank } from './binnedPercentileRank';
import { checked } from './checked.fixture';
import { binned } from './histogram.fixture';
import { logitBin } from './logitBins';
import { mergeCounts } from './mergeCounts';
import { sortedScores } from './midrankAmong';
import { percentileRank } from './percentileRank';
import { reference } from './reference.fixture';

type Golden = { scores: number[]; ranks: { score: number; rank: number }[] };
const golden = reference<Golden>('percentileRank');

test('percentile ranks agree with scipy’s mean rank, from bins within their bound', (t) => {
  const { near, worst } = agreement(golden.tolerance);
  const sorted = sortedScores(golden.scores);
  for (const { score, rank } of golden.ranks) {
    near(percentileRank(sorted, score), rank, `${score}`);
    const inBins = binnedPercentileRank(binned(golden.scores), logitBin(score));
    assert.ok(Math.abs((inBins?.value ?? 999) - rank) <= (inBins?.errorBound ?? 0) + 1e-9);
  }
  checked(t, 'percentile rank', { scipy: '`percentileofscore`, mean' }, golden.versions, worst());
});

test('of 22,303 real predictions 5 % of pneumonia is at the 97.1th percentile and 2.4 % at the 87.3rd', {
  skip: skipWithoutAssets,
}, () => {
  const path = join(assetsDir, 'predictions', 'nih_test_chexnet_predictions_dev.csv.gz');
  const [head = '', ...lines] = gunzipSync(readFileSync(path)).toString().trim().split(/\r?\n/);
  const column = head.split(',').indexOf('prob_Pneumonia');
  const logit = (p: number) => Math.log(p / (1 - p));
  const logits = lines.map((line) => logit(Number(line.split(',')[column])));
  const [sorted, counts] = [sortedScores(logits), binned(logits)];
  for (const [probability, expected] of [
    [0.05, '97.1'],
    [0.024, '87.3'],
  ] as const) {
    const exact = percentileRank(sorted, logit(probability));
    const inBins = binnedPercentileRank(counts, logitBin(logit(probability)));
    assert.equal(exact?.toFixed(1), expected);
    assert.ok(Math.abs((inBins?.value ?? 999) - (exact ?? 0)) <= (inBins?.errorBound ?? 0));
  }
});

const score = fc.oneof(fc.double({ min: -16, max: 16, noNaN: true }), fc.integer({ min: -3, max: 3 }));
const scores = fc.array(score, { minLength: 1, maxLength: 60 });

test('a rank is the counted one, rises with the score and from bins keeps its bound, also merged', () => {
  fc.assert(
    fc.property(scores, scores, score, fc.double({ min: 0, max: 5, noNaN: true }), (some, more, asked, step) => {
      const all = [...some, ...more];
      const below = all.filter((value) => value < asked).length;
      const equal = all.filter((value) => value === asked).length;
      const rank = percentileRank(sortedScores(all), asked) ?? -1;
      assert.ok(Math.abs(rank - (100 * (below + equal / 2)) / all.length) < 1e-9);
      assert.ok((percentileRank(sortedScores(all), asked + step) ?? -1) >= rank);
      const inBins = binnedPercentileRank(mergeCounts([binned(some), binned(more)]), logitBin(asked));
      assert.ok(Math.abs((inBins?.value ?? 999) - rank) <= (inBins?.errorBound ?? 0) + 1e-9);
    }),
  );
});

test('among none there is no rank, and what cannot be is refused', () => {
  assert.equal(percentileRank([], 1), null);
  assert.equal(binnedPercentileRank([0, 0], 1), null);
  assert.deepEqual(binnedPercentileRank([0, 4, 0], 1), { value: 50, errorBound: 50 });
  assert.deepEqual(binnedPercentileRank([0, 4, 0], 2), { value: 100, errorBound: 0 });
  assert.throws(() => percentileRank([1], Number.NaN), /score: NaN/);
  assert.throws(() => binnedPercentileRank([1], 1), /bin: 1/);
  assert.throws(() => binnedPercentileRank([0.5], 0), /count: 0.5/);
  assert.throws(() => mergeCounts([[1], [1, 2]]), /bins: 1, 2/);
  assert.deepEqual(mergeCounts([]), new Float64Array());
});
