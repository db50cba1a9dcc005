import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fakeModel } from './fakeModel.fixture';
import { defaultRequest } from './saliencyParameters';
import { shapleyValues } from './shapley';

const worths = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 32, maxLength: 32 });

test('contributions sum to the worth of all less that of none', () => {
  fc.assert(
    fc.property(worths, (given) => {
      const values = shapleyValues(Float64Array.from(given), 5);
      const sum = values.reduce((total, value) => total + value, 0);
      assert.ok(Math.abs(sum - ((given[31] ?? 0) - (given[0] ?? 0))) < 1e-10);
    }),
  );
});

test('they are the mean gain over all orders in which the groups may come', () => {
  fc.assert(
    fc.property(worths, (given) => {
      const byOrder = new Float64Array(5);
      const orders = permutations([0, 1, 2, 3, 4]);
      for (const order of orders) {
        let seen = 0;
        for (const group of order) {
          const next = seen | (1 << group);
          byOrder[group] = (byOrder[group] ?? 0) + ((given[next] ?? 0) - (given[seen] ?? 0)) / orders.length;
          seen = next;
        }
      }
      const values = shapleyValues(Float64Array.from(given), 5);
      for (const [group, value] of values.entries()) assert.ok(Math.abs(value - (byOrder[group] ?? 0)) < 1e-10);
    }),
    { numRuns: 20 },
  );
});

test('a group without a pixel is named so and has no contribution', async () => {
  const maps = await fakeModel().run(defaultRequest('shapley'), 8);
  const groups = maps?.about[0]?.shapley?.groups ?? [];
  assert.deepEqual(
    groups.map(({ group, isEmpty }) => [group, isEmpty]),
    [
      ['lungs', false],
      ['heart-mediastinum', false],
      ['marker', false],
      ['frame', true],
      ['rest', false],
    ],
  );
  assert.equal(groups[3]?.contribution, 0);
  assert.ok(Math.abs(groups.reduce((sum, { area }) => sum + area, 0) - 1) < 1e-12);
});

function permutations(items: number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
