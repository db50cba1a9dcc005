import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { regionLedger } from './regionLedger';
import { ZONES } from './zone';
import { zoneCoverage } from './zoneCoverage';

const value = fc.float({ min: -8, max: 8, noNaN: true });
const grids = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .chain(([height, width]) =>
    fc
      .array(value, { minLength: height * width, maxLength: height * width })
      .map((values) => ({ height, width, values: Float32Array.from(values) })),
  );
const zone = fc.integer({ min: 0, max: ZONES.length - 1 });
const partitions = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
  .chain(([height, width]) =>
    fc
      .array(zone, { minLength: height * width, maxLength: height * width })
      .map((labels) => ({ height, width, labels: Uint8Array.from(labels) })),
  );

const mean = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length;

test('the ledger balances for any map and partition', () => {
  fc.assert(
    fc.property(grids, partitions, value, (map, { height, width, labels }, bias) => {
      const coverage = zoneCoverage(labels, height, width, map.height, map.width);
      const logit = mean(map.values) + bias;
      const accounts = Object.values(regionLedger({ map, coverage, bias, logit, tolerance: 1e-9 }).zones);
      assert.equal(accounts.length, ZONES.length);
      const total = accounts.reduce((sum, { contribution }) => sum + contribution, bias);
      const area = accounts.reduce((sum, account) => sum + account.area, 0);
      assert.ok(Math.abs(total - logit) < 1e-9 && Math.abs(area - 1) < 1e-9);
      for (const { contribution, positive, negative } of accounts) {
        assert.ok(positive >= 0 && negative >= 0 && Math.abs(positive - negative - contribution) < 1e-12);
      }
    }),
  );
});

const everywhere = (name: string) =>
  ZONES.map((candidate) => Float64Array.from({ length: 2 }, () => (candidate === name ? 1 : 0)));

test('a zone that covers everything carries the whole logit', () => {
  const map = { height: 1, width: 2, values: Float32Array.of(3, -1) };
  const { bias, zones } = regionLedger({ map, coverage: everywhere('heart'), bias: -2, logit: -1 });
  assert.equal(bias, -2);
  assert.deepEqual(zones.heart, { contribution: 1, positive: 1.5, negative: 0.5, area: 1 });
  assert.deepEqual(zones.marker, { contribution: 0, positive: 0, negative: 0, area: 0 });
});

test('an account that does not balance throws', () => {
  const map = { height: 1, width: 2, values: Float32Array.of(3, -1) };
  const coverage = everywhere('heart');
  assert.throws(() => regionLedger({ map, coverage, bias: -2, logit: -1.002 }), /ledger imbalance/);
  assert.doesNotThrow(() => regionLedger({ map, coverage, bias: 9, logit: 10.009 }));
  assert.throws(() => regionLedger({ map, coverage, bias: Number.NaN, logit: -1 }), /ledger imbalance/);
  const half = coverage.map((share) => share.map((v) => v / 2));
  assert.throws(() => regionLedger({ map, coverage: half, bias: -2, logit: -1 }), /ledger area: 0.5/);
  assert.throws(() => regionLedger({ map, coverage: coverage.slice(1), bias: 0, logit: 1 }), /coverage: 8 zones/);
  assert.throws(
    () => regionLedger({ map, coverage: coverage.map(() => new Float64Array(3)), bias: 0, logit: 1 }),
    /coverage: 3 cells, map 2/,
  );
});
