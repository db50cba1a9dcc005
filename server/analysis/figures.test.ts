import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exactAuc } from '@/server/stats/exactAuc';
import { murmur3 } from '@/server/stats/murmur3';
import { percentileInterval } from '@/server/stats/patientBootstrap';
import { poissonWeight } from '@/server/stats/poissonWeight';
import { type AddedCases, addedFigures } from './addedFigures';
import { metadataColumns } from './metadataColumns';
import { pairedTally } from './pairedTally';
import { patientIntervals } from './patientIntervals';
import { sampleOf } from './sampling';

const chance = (...words: number[]): number => murmur3(words, 3) / 2 ** 32;
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

test('the interval of the AUC is that of a bootstrap written out case by case', () => {
  const n = 90;
  const patients = Uint32Array.from(range(n), (i) => 1000 + Math.floor(i / 2));
  const truths = Uint8Array.from(range(n), (i) => (chance(i, 1) < 0.4 ? 1 : 0));
  const bins = Uint16Array.from(range(n), (i) => 200 + Math.floor(60 * chance(i, 2)) + 20 * (truths[i] ?? 0));
  const strata = new Uint16Array(n);
  const told = patientIntervals({
    ...{ bins, truths, patients, strata, names: ['all'] },
    ...{ reference: null, replicates: 200, seed: 11 },
  });
  const drawn = range(200).map((replicate) => {
    const scores = (truth: number) =>
      range(n).flatMap((i): number[] =>
        truths[i] === truth ? Array(poissonWeight(patients[i] ?? 0, replicate, 11)).fill(bins[i]) : [],
      );
    return exactAuc(scores(1), scores(0)).value ?? Number.NaN;
  });
  const expected = percentileInterval(Float64Array.from(drawn).sort());
  assert.ok(Math.abs((told.auc?.low ?? 0) - expected.low) < 1e-12);
  assert.ok(Math.abs((told.auc?.high ?? 0) - expected.high) < 1e-12);
  assert.equal(told.patients, 45);
});

test('under 30 patients there is a figure and no interval, under ten of a kind not even that', () => {
  const few = (n: number) => ({
    bins: Uint16Array.from(range(n), (i) => 250 + (i % 7)),
    truths: Uint8Array.from(range(n), (i) => i % 2),
    patients: Uint32Array.from(range(n), (i) => i),
    strata: new Uint16Array(n),
    ...{ names: ['all'], reference: null, replicates: 200, seed: 1 },
  });
  assert.deepEqual([patientIntervals(few(25)).auc?.low, patientIntervals(few(25)).adjusted], [null, null]);
  assert.ok(patientIntervals(few(25)).auc?.value !== undefined);
  assert.equal(patientIntervals(few(18)).auc, null);
});

test('rare levels are one together, unknown is a level, and a column that does not vary is left out', () => {
  const n = 400;
  const codes = (of: (i: number) => number) => Uint16Array.from(range(n), of);
  const { columns, variables } = metadataColumns({
    categories: [
      { name: 'site', codes: codes(() => 0), levels: ['A'] },
      { name: 'scanner', codes: codes((i) => (i % 4 === 0 ? 1 + ((i / 4) % 5) : 0)), levels: [...'ABCDEF'] },
      { name: 'department', codes: codes((i) => (i < 10 ? 1 : 0)), levels: ['A', 'B'] },
    ],
    ages: Float64Array.from(range(n), (i) => (i % 5 === 0 ? Number.NaN : 30 + (i % 50))),
    patients: Uint32Array.from(range(n)),
  });
  assert.deepEqual(variables, ['scanner', 'patientAge']);
  assert.deepEqual(
    columns.map((column) => column.filter((value) => value !== 0).length),
    [100, 320, 320, 80],
  );
});

test('metadata that know nothing are worth about .5, and one value of each says so', () => {
  const cases = (n: number, levels: number): AddedCases => ({
    categories: [{ name: 'site', codes: Uint16Array.from(range(n), (i) => i % levels), levels: [...'AB'] }],
    ages: new Float64Array(n).fill(50),
    patients: Uint32Array.from(range(n)),
    cases: Uint32Array.from(range(n)),
    truths: Uint8Array.from(range(n), (i) => (chance(i, 8) < 0.3 ? 1 : 0)),
    logits: Float64Array.from(range(n), (i) => chance(i, 9) + (chance(i, 8) < 0.3 ? 0.5 : 0)),
    seed: 5,
  });
  const told = addedFigures(cases(1500, 2));
  assert.ok(Math.abs((told.metadata?.value ?? 0) - 0.5) < 0.06);
  assert.ok((told.added?.value ?? 0) > 0.2);
  assert.deepEqual([addedFigures(cases(1500, 1)).none, addedFigures(cases(60, 2)).none], ['one_value', 'few_cases']);
});

test('a sample takes about its share, and the same ones every time', () => {
  const taken = range(20_000).filter(sampleOf(20_000, 5_000));
  assert.ok(Math.abs(taken.length - 5_000) < 300, `${taken.length}`);
  assert.deepEqual(range(20_000).filter(sampleOf(20_000, 5_000)), taken);
  assert.equal(range(100).filter(sampleOf(100, 100)).length, 100);
});

test('what moved most does not depend on the order of reading', () => {
  const rows = range(40).map(
    (i) => [`id-${String(i).padStart(2, '0')}`, (i * 7) % 9, 4, 0.5, 0.5, null, null, null] as const,
  );
  const moved = (order: typeof rows) => {
    const tally = pairedTally({ model: null, other: 0.5 });
    for (const row of order) tally.add([...row]);
    return tally.told();
  };
  assert.deepEqual(moved(rows), moved(rows.toReversed()));
  assert.deepEqual([moved(rows).moved.length, moved(rows).flips, moved(rows).outsideShare], [10, null, null]);
});
