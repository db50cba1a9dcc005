import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementOf, type DoneRow, VERDICTS, type Verdict } from './agreement';
import { spreadOf } from './spread';

const row = (item: number, ordinal: number, verdict: Verdict, changed: Partial<DoneRow> = {}): DoneRow => ({
  ...{ itemId: `item ${item}`, instanceId: `image ${item}`, model: 'm@1', finding: 'Edema', arm: 'flagged', ordinal },
  ...{ doneAt: 10 * item + ordinal, verdict, milliseconds: 1_000 * item, unaided: null, unaidedMilliseconds: null },
  ...{ positive: true, ...changed },
});

/** Pairs of verdicts: 20 and 15 alike, 5 and 10 not. */
const pairs: DoneRow[] = (
  [
    [20, 'agree', 'agree'],
    [5, 'agree', 'disagree'],
    [10, 'disagree', 'agree'],
    [15, 'disagree', 'disagree'],
  ] as const
).flatMap(([n, one, two], k) =>
  Array.from({ length: n }, (_, i) => [row(100 * k + i, 1, one), row(100 * k + i, 2, two)]).flat(),
);

test('kappa of first and second reads has the interval of its reference', () => {
  // By hand after Fleiss, Cohen and Everitt, equation 13: κ .4, standard error .12700.
  const [all] = agreementOf(pairs).kappas;
  assert.ok(all?.kappa);
  assert.equal(all.n, 50);
  assert.ok(Math.abs(all.kappa.value - 0.4) < 1e-12);
  assert.ok(Math.abs(all.kappa.low - 0.15109) < 1e-4, `${all.kappa.low}`);
  assert.ok(Math.abs(all.kappa.high - 0.64891) < 1e-4, `${all.kappa.high}`);
  assert.equal(all.cases.length, 15);
  assert.deepEqual(all.table, [20, 5, 0, 10, 15, 0, 0, 0, 0]);
  assert.equal(VERDICTS.length, 3);
});

test('an override counts once an item, by the read that was done first, in its arm and its way of reading', () => {
  const { overrides } = agreementOf([
    row(1, 1, 'agree', { doneAt: 2 }),
    row(1, 2, 'disagree', { doneAt: 1 }),
    row(2, 1, 'wrong-reason', { arm: 'control' }),
    row(3, 1, 'agree', { arm: 'control', unaided: 'present', unaidedMilliseconds: 500 }),
  ]);
  const told = overrides.map(({ by, group, n, disagree, wrongReason }) => [by, group, n, disagree, wrongReason]);
  assert.deepEqual(told, [
    ['all', 'all', 3, 1, 1],
    ['arm', 'control', 2, 0, 1],
    ['arm', 'flagged', 1, 1, 0],
    ['reading', 'aided', 2, 1, 1],
    ['reading', 'unaided-first', 1, 0, 0],
    ['finding', 'm@1 Edema', 3, 1, 1],
  ]);
  // Wilson's interval of 2 of 3.
  assert.ok(Math.abs((overrides[0]?.share?.low ?? 0) - 0.2077) < 1e-3);
  assert.deepEqual(overrides[0]?.cases, ['image 1', 'image 2']);
});

test('unaided verdicts are held against the side of the threshold, unsure ones apart, and findings apart from each other', () => {
  const { unaided, times } = agreementOf([
    row(1, 1, 'agree', { unaided: 'present', unaidedMilliseconds: 4_000 }),
    row(2, 1, 'agree', { unaided: 'absent', positive: false, unaidedMilliseconds: 6_000 }),
    row(3, 1, 'disagree', { unaided: 'absent', unaidedMilliseconds: 8_000 }),
    row(4, 1, 'agree', { unaided: 'unsure', unaidedMilliseconds: 8_000, finding: 'Mass' }),
    row(5, 1, 'agree', { unaided: 'present', positive: null, unaidedMilliseconds: 8_000 }),
    row(6, 1, 'agree'),
  ]);
  const [all, edema, mass] = unaided;
  assert.deepEqual([all?.n, all?.unsure, all?.agreement?.hits], [3, 1, 2]);
  assert.deepEqual([edema?.finding, edema?.n, edema?.cases], ['Edema', 3, ['image 3']]);
  assert.deepEqual([mass?.n, mass?.unsure, mass?.agreement], [0, 1, null]);
  assert.deepEqual(
    times.map(({ stage, spread }) => [stage, spread?.n, spread?.median]),
    [
      ['unaided', 5, 8],
      ['after', 5, 3],
      ['aided', 1, 6],
    ],
  );
});

test('quartiles are those of definition 7', () => {
  assert.deepEqual(spreadOf([4, 1, 3, 2]), { n: 4, low: 1.75, median: 2.5, high: 3.25 });
  assert.deepEqual(spreadOf([7]), { n: 1, low: 7, median: 7, high: 7 });
  assert.equal(spreadOf([]), null);
  assert.deepEqual(agreementOf([]).kappas[0]?.n, 0);
});
