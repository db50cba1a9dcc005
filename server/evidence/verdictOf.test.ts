import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erasures, evidenceOf, judge, swaps, variable } from './evidence.fixture';
import type { EvidenceInput } from './evidenceInput';
import { explainVerdict, type VerdictReason } from './explainVerdict';
import { linesOf } from './linesOf';
import { DEFAULT_THRESHOLDS, type VerdictGrade } from './verdict';
import { verdictOf } from './verdictOf';

// One row of the decision table of docs/evidence.md each, in its order.

type Row = {
  what: string;
  input: EvidenceInput;
  grade: VerdictGrade;
  confirmedBy?: string;
  notLocalisable?: true;
  codes: VerdictReason['code'][];
};

const red = [variable(0.98)];
const amber = [variable(0.68)];
const department = { by: 'department', stratum: 'A', reference: 'B' };

const TABLE: Row[] = [
  {
    what: 'red along the gradient, confirmed by a swap',
    input: evidenceOf(red, { edits: swaps({ n: 60, effect: 1.1 }) }),
    ...{ grade: 'relies', confirmedBy: 'swap:site', codes: ['red_along', 'edit_confirms'] },
  },
  {
    what: 'amber along the gradient, confirmed by the erasure',
    input: evidenceOf(amber, { edits: erasures({ n: 60, effect: 0.9 }) }),
    ...{ grade: 'relies', confirmedBy: 'erase:site', codes: ['amber_along', 'edit_confirms'] },
  },
  {
    what: 'red along the gradient, edits silent',
    input: evidenceOf(red, { edits: swaps({ n: 60, effect: 0.05 }) }),
    ...{ grade: 'follows', notLocalisable: true, codes: ['red_along', 'edits_silent'] },
  },
  {
    what: 'red along the gradient, nothing to edit',
    input: evidenceOf(red, {
      edits: [...swaps({ n: 60, effect: 0, nothing: true }), ...erasures({ n: 60, effect: 0, nothing: true })],
    }),
    ...{ grade: 'follows', notLocalisable: true, codes: ['red_along', 'edits_silent', 'nothing_to_edit'] },
  },
  {
    what: 'red along the gradient, an edit between silence and confirmation',
    input: evidenceOf(red, { edits: swaps({ n: 60, effect: 0.3 }) }),
    ...{ grade: 'follows', codes: ['red_along', 'edits_weak'] },
  },
  {
    what: 'red along the gradient, one edit silent and another not',
    input: evidenceOf(red, { edits: [...swaps({ n: 60, effect: 0 }), ...erasures({ n: 60, effect: 0.3 })] }),
    ...{ grade: 'follows', codes: ['red_along', 'edits_weak'] },
  },
  {
    what: 'red along the gradient, an edit against it',
    input: evidenceOf(red, { edits: swaps({ n: 60, effect: -1.1 }) }),
    ...{ grade: 'follows', codes: ['red_along', 'edits_weak'] },
  },
  {
    what: 'red along the gradient, too few edits',
    input: evidenceOf(red, { edits: swaps({ n: 40, effect: 1.1 }) }),
    ...{ grade: 'follows', codes: ['red_along', 'edits_few'] },
  },
  {
    what: 'red along the gradient, edits outside of the distribution',
    input: evidenceOf(red, { edits: swaps({ n: 60, effect: 1.1, inDistribution: false }) }),
    ...{ grade: 'follows', codes: ['red_along', 'edits_few'] },
  },
  {
    what: 'red along the gradient, edits of which the distribution is not known',
    input: evidenceOf(red, { edits: swaps({ n: 60, effect: 0, inDistribution: null }) }),
    ...{ grade: 'follows', codes: ['red_along', 'edits_few'] },
  },
  {
    what: 'red along the gradient, no edits',
    input: evidenceOf(red),
    grade: 'follows',
    codes: ['red_along', 'edits_none'],
  },
  {
    what: 'another variable’s line, which the swap between sites cannot confirm',
    input: evidenceOf([variable(0.52), variable(0.98, department)], { edits: swaps({ n: 60, effect: 1.1 }) }),
    ...{ grade: 'follows', codes: ['red_along', 'edits_none'] },
  },
  {
    what: 'another variable’s line, confirmed by the erasure between its own strata',
    input: evidenceOf([variable(0.52), variable(0.98, department)], { edits: erasures({ n: 60, effect: 0.9 }) }),
    ...{ grade: 'relies', confirmedBy: 'erase:department', codes: ['red_along', 'edit_confirms'] },
  },
  {
    what: 'amber along the gradient, edits silent',
    input: evidenceOf(amber, { edits: swaps({ n: 60, effect: 0 }) }),
    ...{ grade: 'weak', codes: ['amber_along', 'edits_silent'] },
  },
  {
    what: 'red against the gradient, whatever edits say',
    input: evidenceOf([variable(0.1)], { edits: swaps({ n: 60, effect: 1.1 }) }),
    ...{ grade: 'shift', codes: ['against_gradient', 'edits_weak'] },
  },
  {
    what: 'red without a gradient',
    input: evidenceOf([variable(0.9, { gradient: 'none', prevalenceSign: 0 })]),
    ...{ grade: 'shift', codes: ['no_gradient', 'edits_none'] },
  },
  {
    what: 'red along a gradient that is one of five and may be chance',
    input: evidenceOf([
      variable(0.9, { gradientP: 0.03 }),
      ...['department', 'scanner', 'viewPosition', 'portable'].map((by) => variable(0.52, { by, gradientP: 0.6 })),
    ]),
    ...{ grade: 'shift', codes: ['no_gradient', 'edits_none'] },
  },
  {
    what: 'the same gradient where it is certain',
    input: evidenceOf([
      variable(0.9, { gradientP: 0.009 }),
      ...['department', 'scanner', 'viewPosition', 'portable'].map((by) => variable(0.52, { by, gradientP: 0.6 })),
    ]),
    ...{ grade: 'follows', codes: ['red_along', 'edits_none'] },
  },
  {
    what: 'nothing fires, whatever edits say',
    input: evidenceOf([variable(0.55)], { edits: swaps({ n: 60, effect: 1.1 }) }),
    ...{ grade: 'below', codes: ['nothing_fires'] },
  },
  {
    what: 'an interval that holds .5',
    input: evidenceOf([variable(0.7, { half: 0.21 })]),
    ...{ grade: 'below', codes: ['nothing_fires'] },
  },
  {
    what: 'a variable of patients, which explains',
    input: evidenceOf([variable(0.52), variable(0.98, { by: 'patientSex', isAcquisition: false })]),
    ...{ grade: 'below', codes: ['nothing_fires'] },
  },
  {
    what: 'too few negatives in one stratum',
    input: evidenceOf([variable(0.98, { negatives: 99 })], { edits: swaps({ n: 60, effect: 1.1 }) }),
    ...{ grade: 'few', codes: ['few_negatives'] },
  },
  {
    what: 'no labels, and one stratum',
    input: evidenceOf([
      variable(0.5, { auc: null, negatives: 0, referenceNegatives: 0 }),
      variable(0.5, { by: 'scanner', auc: null, strata: 1 }),
    ]),
    ...{ grade: 'few', codes: ['no_labels', 'one_stratum'] },
  },
];

for (const { what, input, grade, confirmedBy = null, notLocalisable = false, codes } of TABLE) {
  test(`${what}: ${grade}${notLocalisable ? ', not localisable' : ''}`, () => {
    const { lines, verdict } = judge(input);
    assert.deepEqual(
      [verdict.grade, verdict.confirmedBy, verdict.notLocalisable],
      [grade, confirmedBy, notLocalisable],
      JSON.stringify(lines, null, 1),
    );
    const told = explainVerdict(verdict, lines, DEFAULT_THRESHOLDS).map(({ code }) => code);
    assert.deepEqual(grade === 'shift' ? told.slice(0, 1) : told, grade === 'shift' ? codes.slice(0, 1) : codes);
  });
}

test('of several lines the gravest is the verdict, of alike ones that which is furthest from .5', () => {
  const portable = { by: 'portable', stratum: 'true', reference: 'false' };
  const along = judge(evidenceOf([variable(0.8), variable(0.9, portable)])).verdict;
  assert.deepEqual([along.grade, along.by, along.decidedBy], ['follows', 'portable', 'negatives:portable']);
  const mixed = judge(evidenceOf([variable(0.65), variable(0.05, portable)])).verdict;
  assert.deepEqual([mixed.grade, mixed.by], ['weak', 'site']);
  const confirmed = judge(
    evidenceOf([variable(0.65), variable(0.9, portable)], { edits: swaps({ n: 60, effect: 1 }) }),
  ).verdict;
  assert.deepEqual([confirmed.grade, confirmed.by], ['relies', 'site']);
});

test('lines without discovery control are refused', () => {
  const lines = linesOf(evidenceOf(red), DEFAULT_THRESHOLDS);
  assert.throws(() => verdictOf(lines, DEFAULT_THRESHOLDS), /discovery control/);
});
