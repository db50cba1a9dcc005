import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cohortEnrichment } from './cohortEnrichment';
import { outsideShares } from './outsideShares';

const map = (...values: number[]) => ({ height: 1, width: values.length, values: Float32Array.from(values) });

const cases = fc.integer({ min: 1, max: 49 }).chain((cells) =>
  fc.record({
    values: fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: cells, maxLength: cells }),
    inside: fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: cells, maxLength: cells })
      .map((values) => Float64Array.from(values)),
  }),
);

test('positive and negative mass are counted apart, by fractional coverage', () => {
  const shares = outsideShares(map(4, 1, -2, -6), Float64Array.of(1, 0.25, 0.5, 0));
  assert.equal(shares.outsideShare, 0.75 / 5);
  assert.equal(shares.negativeOutsideShare, 7 / 8);
  assert.equal(shares.areaOutside, 2.25 / 4);
  assert.equal(shares.enrichment, Math.log2(0.15 / 0.5625));
  assert.equal(shares.contributionInside, (4 + 0.25 - 1) / 4);
  assert.equal(shares.contributionOutside, (0.75 - 1 - 6) / 4);
  assert.equal(shares.undefinedReason, null);
});

test('without positive evidence the share is null with a reason, never 0', () => {
  const shares = outsideShares(map(-1, -3, 2.9e-4), Float64Array.of(1, 0, 0));
  assert.equal(shares.outsideShare, null);
  assert.equal(shares.enrichment, null);
  assert.equal(shares.undefinedReason, 'no_positive_evidence');
  assert.equal(shares.negativeOutsideShare, 0.75);
  assert.equal(outsideShares(map(3.1e-4, 0, 0), Float64Array.of(0, 0, 0)).outsideShare, 1);
});

test('without negative evidence only the negative share is null', () => {
  const shares = outsideShares(map(1, 2), Float64Array.of(1, 0));
  assert.equal(shares.negativeOutsideShare, null);
  assert.equal(shares.undefinedReason, null);
});

test('a share of 0 has no enrichment', () => {
  const shares = outsideShares(map(1, 0), Float64Array.of(1, 0));
  assert.deepEqual([shares.outsideShare, shares.enrichment], [0, null]);
});

test('the shares do not change when the map is scaled', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(0.5, 2, 64), ({ values, inside }, factor) => {
      const one = outsideShares(map(...values), inside);
      const other = outsideShares(map(...values.map((value) => value * factor)), inside);
      // Evidence near the threshold may become some or none: that is the definition, not the share.
      if (one.outsideShare !== null && other.outsideShare !== null) {
        assert.ok(Math.abs(one.outsideShare - other.outsideShare) < 1e-9);
      }
    }),
  );
});

test('a uniform map is at chance: enrichment 0', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(0.1, 1, 5), ({ values, inside }, level) => {
      const { enrichment, outsideShare, areaOutside } = outsideShares(map(...values.map(() => level)), inside);
      assert.ok(Math.abs((outsideShare ?? Number.NaN) - areaOutside) < 1e-9);
      assert.ok(areaOutside < 1e-9 || Math.abs(enrichment ?? Number.NaN) < 1e-6);
    }),
  );
});

test('inside + outside + bias is the logit, and shares stay within 0 and 1', () => {
  fc.assert(
    fc.property(cases, ({ values, inside }) => {
      const cam = map(...values);
      const shares = outsideShares(cam, inside);
      const mean = cam.values.reduce((sum, value) => sum + value, 0) / cam.values.length;
      assert.ok(Math.abs(shares.contributionInside + shares.contributionOutside - mean) < 1e-9);
      for (const share of [shares.outsideShare ?? 0, shares.negativeOutsideShare ?? 0, shares.areaOutside]) {
        assert.ok(share >= 0 && share <= 1);
      }
    }),
  );
});

test('coverage of another grid is refused', () => {
  assert.throws(() => outsideShares(map(1, 2), new Float64Array(3)), /coverage: 3 cells, map 2/);
});

test('a cohort is enriched by its means, not by the mean of its logarithms', () => {
  assert.equal(cohortEnrichment([0.25, 0.5, 0], [0.5, 0.75, 0.25]), -1);
  assert.equal(cohortEnrichment([], []), null);
  assert.equal(cohortEnrichment([0, 0], [0.5, 0.5]), null);
  assert.throws(() => cohortEnrichment([0.1], []), /cohort: 1 shares, 0 areas/);
});
