import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agreement } from './agreement.fixture';
import { checked } from './checked.fixture';
import { coarseBins } from './coarseBins';
import { conditionalMutualInformation, INFORMATION_BINS } from './conditionalMutualInformation';
import { binned } from './histogram.fixture';
import { reference } from './reference.fixture';

type Case = { name: string; strata: number[][][]; plugIn: number; corrected: number };
const golden = reference<{ cases: Case[] }>('conditionalMutualInformation');

test('conditional mutual information agrees with scikit-learn', (t) => {
  const { near, worst } = agreement(golden.tolerance);
  for (const { name, strata, plugIn, corrected } of golden.cases) {
    const information = conditionalMutualInformation(strata);
    near(information?.plugIn, plugIn, name);
    near(information?.corrected, corrected, `${name}, corrected`);
  }
  checked(
    t,
    'conditional mutual information, Miller–Madow',
    { scikitLearn: '`mutual_info_score`' },
    golden.versions,
    worst(),
  );
});

const counts = fc.array(fc.nat(9), { minLength: 4, maxLength: 4 });
const strata = fc.array(fc.array(counts, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 2 });

test('it lies between 0 and log₂ of the sites, and names, order and empty sites do not matter', () => {
  fc.assert(
    fc.property(strata, (tables) => {
      const information = conditionalMutualInformation(tables);
      if (information === null) return;
      assert.ok(information.plugIn >= 0 && information.plugIn <= Math.log2(3) + 1e-12);
      assert.ok(information.corrected <= information.plugIn + 1e-12);
      const turned = conditionalMutualInformation(tables.map((sites) => [...sites.toReversed(), [0, 0, 0, 0]]));
      assert.ok(Math.abs((turned?.corrected ?? 9) - information.corrected) < 1e-12);
      const mirrored = conditionalMutualInformation(tables.map((sites) => sites.map((bins) => bins.toReversed())));
      assert.ok(Math.abs((mirrored?.plugIn ?? 9) - information.plugIn) < 1e-12);
    }),
  );
});

test('taking bins together never adds information', () => {
  fc.assert(
    fc.property(strata, (tables) => {
      const fine = conditionalMutualInformation(tables);
      const coarse = conditionalMutualInformation(tables.map((sites) => sites.map((bins) => coarseBins(bins, 2))));
      assert.ok((coarse?.plugIn ?? 0) <= (fine?.plugIn ?? 0) + 1e-12);
    }),
  );
});

test('sites that never share a bin tell one bit; what the truth alone explains tells nothing', () => {
  assert.deepEqual(
    conditionalMutualInformation([
      [
        [8, 0],
        [0, 8],
      ],
    ])?.plugIn,
    1,
  );
  const byTruth = conditionalMutualInformation([
    [
      [30, 0],
      [10, 0],
    ],
    [
      [0, 5],
      [0, 45],
    ],
  ]);
  assert.deepEqual([byTruth?.plugIn, byTruth?.corrected, byTruth?.n], [0, 0, 90]);
});

test('512 logit bins become 16 of 1.5 logits, and none is lost', () => {
  const coarse = coarseBins(binned([-12, -10.6, -10.4, 0, 11.9, 99]), INFORMATION_BINS);
  assert.deepEqual([...coarse], [2, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2]);
});

test('without cases there is none, and what cannot be is refused', () => {
  assert.equal(conditionalMutualInformation([]), null);
  assert.equal(conditionalMutualInformation([[[0, 0]]]), null);
  assert.throws(() => conditionalMutualInformation([[[1, 2], [1]]]), /bins: 2, 1/);
  assert.throws(() => conditionalMutualInformation([[[0.5]]]), /count: 0.5/);
  assert.throws(() => coarseBins([1, 2, 3], 2), /bins: 2 of 3/);
  assert.throws(() => coarseBins([1], 2), /bins: 2 of 1/);
});
