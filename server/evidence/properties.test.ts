import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { aucInterval } from '@/server/stats/aucInterval';
import { exactAuc } from '@/server/stats/exactAuc';
import { erasures, evidenceOf, judge, swaps, variable } from './evidence.fixture';
import type { EvidenceInput, VariableEffect } from './evidenceInput';
import type { EvidenceLine } from './evidenceLine';
import { linesOf } from './linesOf';
import { DEFAULT_THRESHOLDS, type EvidenceThresholds, VERDICTS, type VerdictGrade } from './verdict';
import { verdictOf } from './verdictOf';
import { withDiscoveryControl } from './withDiscoveryControl';

const DECIDING = ['site', 'department', 'scanner', 'viewPosition', 'portable'];

const anyVariable = (by: string): fc.Arbitrary<VariableEffect> =>
  fc
    .record({
      auc: fc.double({ min: 0.02, max: 0.98, noNaN: true }),
      half: fc.double({ min: 0.005, max: 0.2, noNaN: true }),
      negatives: fc.integer({ min: 5, max: 1_000 }),
      gradient: fc.constantFrom('along' as const, 'against' as const, 'none' as const),
      prevalenceSign: fc.constantFrom(1 as const, -1 as const, 0 as const),
    })
    .map(({ auc, ...known }) => variable(auc, { by, isAcquisition: DECIDING.includes(by), ...known }));

const anyEdits = fc
  .record({
    n: fc.integer({ min: 0, max: 120 }),
    effect: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
    inDistribution: fc.constantFrom(true, true, false, null),
    nothing: fc.boolean(),
  })
  .chain((swap) => fc.tuple(fc.constant(swap), fc.double({ min: -1.5, max: 1.5, noNaN: true })))
  .map(([swap, fall]) => [...swaps(swap), ...erasures({ ...swap, effect: fall })]);

const anyEvidence: fc.Arbitrary<EvidenceInput> = fc
  .record({
    variables: fc.tuple(...[...DECIDING, 'patientSex', 'ageBand'].map(anyVariable)),
    edits: anyEdits,
    lift: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
  })
  .map(({ variables, edits, lift }) =>
    evidenceOf(variables, {
      edits,
      lifts: [{ by: 'site', lift: { value: lift, low: lift - 0.01, high: lift + 0.01 }, positives: 200, strata: 2 }],
      external: { difference: { value: lift, low: lift - 0.01, high: lift + 0.01 }, positives: 200 },
      explains: [map(lift)],
    }),
  );

/** A line of maps that is as certain as can be. */
const map = (effect: number): EvidenceLine => {
  const [line] = linesOf(evidenceOf([]), DEFAULT_THRESHOLDS);
  assert.ok(line);
  return { ...line, id: 'outside', test: 'outside', role: 'explains', unit: 'share', effect, p: 0 };
};

const grade = (input: EvidenceInput, thresholds?: EvidenceThresholds) => judge(input, thresholds).verdict.grade;
const rank = (verdict: VerdictGrade): number => VERDICTS.indexOf(verdict);

test('blanking every line that explains leaves the verdict as it is', () => {
  fc.assert(
    fc.property(anyEvidence, (input) => {
      const { lines, verdict } = judge(input);
      const weighty = lines.filter(({ role }) => role !== 'explains');
      assert.deepEqual(verdictOf(weighty, DEFAULT_THRESHOLDS), verdict);
      const patients = input.variables.filter(({ isAcquisition }) => isAcquisition);
      const bare = { ...input, variables: patients, lifts: [], external: null, explains: [] };
      assert.deepEqual(judge(bare).verdict, verdict);
    }),
  );
});

test('edits change no verdict but of what fires along the gradient', () => {
  fc.assert(
    fc.property(anyEvidence, anyEdits, (input, edits) => {
      const [without, some] = [grade({ ...input, edits: [] }), grade({ ...input, edits })];
      if (without === 'below' || without === 'few') assert.equal(some, without);
      else if (some !== without) assert.equal(some, 'relies');
      assert.notEqual(without, 'relies');
    }),
  );
});

test('without edits nothing is said of whether it can be localised', () => {
  fc.assert(
    fc.property(anyEvidence, (input) => assert.equal(judge({ ...input, edits: [] }).verdict.notLocalisable, false)),
  );
});

test('what goes against the gradient is never acquisition-associated', () => {
  fc.assert(
    fc.property(anyEvidence, fc.constantFrom('against' as const, 'none' as const), (input, gradient) => {
      const variables = input.variables.map((one) => ({ ...one, gradient }));
      assert.ok(!['relies', 'follows', 'weak'].includes(grade({ ...input, variables })));
    }),
  );
});

test('too few negatives everywhere are too few, whatever else is known', () => {
  fc.assert(
    fc.property(anyEvidence, (input) => {
      const variables = input.variables.map((one) => ({ ...one, matched: 99 }));
      assert.equal(grade({ ...input, variables }), 'few');
    }),
  );
});

test('stricter thresholds never make a verdict graver', () => {
  const stricter = fc.record({
    amberAuc: fc.constantFrom(0.6, 0.65, 0.7),
    redAuc: fc.constantFrom(0.75, 0.8, 0.9),
    confirmSd: fc.constantFrom(0.5, 0.8, 1.2),
    falseDiscovery: fc.constantFrom(0.05, 0.01),
    minPairs: fc.constantFrom(50, 80),
  });
  fc.assert(
    fc.property(anyEvidence, stricter, (input, change) => {
      const [loose, strict] = [grade(input), grade(input, { ...DEFAULT_THRESHOLDS, ...change })];
      assert.ok(rank(strict) >= rank(loose), `${loose}, stricter ${strict}`);
    }),
  );
});

test('q is at least p, grows with p within a family, and does not hang on other families', () => {
  fc.assert(
    fc.property(fc.array(anyEvidence, { minLength: 1, maxLength: 4 }), (inputs) => {
      const told = withDiscoveryControl(
        inputs.map((input) => linesOf(input, DEFAULT_THRESHOLDS)),
        DEFAULT_THRESHOLDS,
      );
      const bare = withDiscoveryControl(
        inputs.map((input) => linesOf({ ...input, edits: [], explains: [] }, DEFAULT_THRESHOLDS)),
        DEFAULT_THRESHOLDS,
      );
      const family = (lines: EvidenceLine[][]) => lines.flat().filter(({ role }) => role === 'decides');
      assert.deepEqual(family(told), family(bare));
      const sorted = family(told)
        .filter(({ p }) => p !== null)
        .toSorted((a, b) => (a.p ?? 0) - (b.p ?? 0));
      for (const [i, line] of sorted.entries()) {
        assert.ok((line.q ?? -1) >= (line.p ?? 0) - 1e-15 && (line.q ?? 2) <= 1);
        assert.ok((line.q ?? 0) >= (sorted[i - 1]?.q ?? 0));
      }
    }),
    { numRuns: 40 },
  );
});

test('the strongest of many strata is judged as one of many', () => {
  const one = judge(evidenceOf([variable(0.62, { half: 0.1, comparisons: 1 })])).verdict.grade;
  const many = judge(evidenceOf([variable(0.62, { half: 0.1, comparisons: 30 })])).verdict.grade;
  assert.deepEqual([one, many], ['weak', 'below']);
});

/** Normal numbers from a linear congruence (Numerical Recipes' constants) by Box and Muller. */
function* normals(seed: number): Generator<number, number> {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  for (;;) yield Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
}

test('of 20 findings of pure noise no line fires, in 19 of 20 seeds at least', () => {
  const quiet = Array.from({ length: 20 }, (_, seed) => {
    const noise = normals(seed + 1);
    const draw = (n: number) => Float64Array.from({ length: n }, () => noise.next().value);
    const findings = Array.from({ length: 20 }, () =>
      evidenceOf(
        DECIDING.map((by) => {
          const auc = exactAuc(draw(100), draw(100));
          const { low, high } = aucInterval(auc) ?? { low: 0, high: 1 };
          const [value, counts] = [auc.value ?? 0.5, { negatives: 100, referenceNegatives: 100 }];
          return { ...variable(value, { by, ...counts, gradient: 'along' }), auc: { value, low, high } };
        }),
      ),
    );
    const lines = withDiscoveryControl(
      findings.map((input) => linesOf(input, DEFAULT_THRESHOLDS)),
      DEFAULT_THRESHOLDS,
    );
    return lines.every((own) => verdictOf(own, DEFAULT_THRESHOLDS).grade === 'below');
  });
  assert.ok(quiet.filter(Boolean).length >= 19, `${quiet.filter(Boolean).length} of 20`);
});
