import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { StratumStatistics } from '@/server/queries/stratumStatistics';
import { strataContentOf, told, toldPart } from './content/suppress';

const figures = (n: number): StratumStatistics => ({
  ...{ n, positives: Math.floor(n / 2), labelled: n, coverage: null, prevalence: n === 0 ? null : 0.5, flagged: 0 },
  ...{ prevalenceInterval: null, meanProbability: 0.5, meanProbabilityPositives: null, meanProbabilityNegatives: null },
  auc: { value: 0.8, low: 0.7, high: 0.9, errorBound: 0, suppressed: null },
  outsideShare: {
    ...{ n, undefined: 0, undefinedReasons: {}, mean: 0.4, low: 0.3, high: 0.5, areaOutside: 0.5, enrichment: -0.3 },
  },
  calibration: {
    ...{ observedExpected: NONE, inTheLarge: NONE, slope: NONE, brier: null, calibrationError: null },
    ...{ calibrationErrorByChance: null, suppressed: null },
  },
  decisions: [],
});
const NONE = { value: null, low: null, high: null };

test('nothing is told of one to nine cases, nor of what is left of ten by them', () => {
  assert.deepEqual([told(0), told(1), told(9), told(10)], [0, null, null, 10]);
  assert.deepEqual([toldPart(0, 30), toldPart(5, 30), toldPart(25, 30), toldPart(12, 30)], [0, null, null, 12]);
});

test('no small stratum can be told from a total and the strata that are told', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 6 }), (sizes) => {
      const strata = sizes.map((n, i) => ({ stratum: `S${i}`, figures: figures(n) }));
      const told = strataContentOf(strata);
      for (const [i, { suppressed, n, auc }] of told.entries()) {
        assert.ok((sizes[i] ?? 0) >= 10 || suppressed);
        assert.equal(n, suppressed ? null : sizes[i]);
        if (suppressed) assert.equal(auc.value, null);
      }
      const rest = sizes.filter((_, i) => told[i]?.suppressed).reduce((sum, n) => sum + n, 0);
      assert.ok(rest === 0 || rest >= 10 || told.every(({ suppressed }) => suppressed), `${rest} of ${sizes.join()}`);
    }),
  );
});
