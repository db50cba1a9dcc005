import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { binnedAuc } from './binnedAuc';
import { shareGap } from './shareGap';
import { stratifiedAuc } from './stratifiedAuc';
import { stratifiedShareGap } from './stratifiedShareGap';

const counts = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 });
const enough = (histogram: number[]): boolean => histogram.reduce((a, b) => a + b, 0) > 1;
const site = fc.tuple(counts.filter(enough), counts.filter(enough));

test('one site alone is its own AUC, and its own difference of shares', () => {
  fc.assert(
    fc.property(site, ([a, b]) => {
      const [one, within] = [binnedAuc(a, b), stratifiedAuc([binnedAuc(a, b)])];
      for (const of of ['value', 'variance', 'errorBound'] as const) {
        assert.ok(Math.abs((one[of] ?? Number.NaN) - (within[of] ?? Number.NaN)) < 1e-12, of);
      }
    }),
  );
  const [one, other] = [
    { hits: 3, n: 40 },
    { hits: 12, n: 60 },
  ];
  const [plain, within] = [shareGap(one, other), stratifiedShareGap([{ one, other }])];
  for (const of of ['value', 'low', 'high'] as const) {
    assert.ok(Math.abs((plain?.[of] ?? Number.NaN) - (within?.[of] ?? Number.NaN)) < 1e-12, of);
  }
});

test('scores that differ between sites alone leave the comparison within them alone', () => {
  fc.assert(
    fc.property(site, site, ([a, b], [c, d]) => {
      // The second site scores eight bins higher than the first.
      const high = (histogram: number[]): number[] => [...Array.from({ length: 8 }, () => 0), ...histogram];
      const low = (histogram: number[]): number[] => [...histogram, ...Array.from({ length: 8 }, () => 0)];
      const apart = stratifiedAuc([binnedAuc(low(a), low(b)), binnedAuc(high(c), high(d))]);
      const together = stratifiedAuc([binnedAuc(a, b), binnedAuc(c, d)]);
      assert.ok(Math.abs((apart.value ?? 0) - (together.value ?? 1)) < 1e-12);
    }),
  );
});

test('a ward that only a hospital of little disease has, has no prevalence of its own', () => {
  // 1 % at either place of the one hospital, 25 % at the clinic of the other.
  const within = stratifiedShareGap([{ one: { hits: 2, n: 200 }, other: { hits: 3, n: 300 } }]);
  assert.ok(within !== null && within.low < 0 && within.high > 0);
  const pooled = shareGap({ hits: 2, n: 200 }, { hits: 3 + 75, n: 300 + 300 });
  assert.ok(pooled !== null && pooled.high < 0);
  assert.equal(stratifiedShareGap([]), null);
  assert.equal(stratifiedAuc([]).value, null);
});
