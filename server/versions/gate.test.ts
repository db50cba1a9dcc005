import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PairedVersions } from '@/server/analysis/kinds';
import { type GateEvidence, gate } from './gate';
import { limits } from './limits';

const edema: PairedVersions['findings'][number] = {
  ...{ finding: 'Edema', cases: 400, positives: 60, negatives: 340 },
  auc: { model: 0.82, other: 0.83, difference: { value: -0.01, low: -0.018, high: -0.002, p: 0.02, adjustedP: 0.02 } },
  shift: { value: 0.1, low: 0.05, high: 0.15 },
  ...{ shiftSd: 0.5, distributions: null, zones: [], moved: [], turned: [] },
  meanProbability: { model: 0.1, other: 0.1 },
  flips: { n: 8, of: 400, up: 5, down: 3 },
  outsideShare: { n: 300, model: 0.3, other: 0.28, difference: { value: 0.02, low: 0.01, high: 0.03 } },
};

const evidence: GateEvidence = {
  asOf: '2026-11-26T09:00:00.000Z',
  compared: { instances: 400, adjustment: 'holm', findings: [edema] },
  incumbentFindings: ['Edema'],
  verdicts: { candidate: { Edema: 'below' }, incumbent: { Edema: 'weak' } },
  failures: { n: 0, of: 400 },
};

const judge = (given: object, change: Partial<GateEvidence> = {}) =>
  gate(limits.parse(given), { ...evidence, ...change }).rows.map(({ limit, passes, why }) => [limit, passes, why]);

test('a limit counts with the worse end of the interval, not with the figure', () => {
  const given = { verdictNotWorse: false };
  assert.deepEqual(judge({ ...given, aucDrop: 0.02 })[1], ['aucDrop', true, null]);
  assert.deepEqual(judge({ ...given, aucDrop: 0.015 })[1], ['aucDrop', false, null]);
  assert.deepEqual(judge({ ...given, outsideShareRise: 0.03 })[1], ['outsideShareRise', true, null]);
  assert.deepEqual(judge({ ...given, outsideShareRise: 0.025 })[1], ['outsideShareRise', false, null]);
  assert.deepEqual(judge({ ...given, meanShift: 0.12 })[1], ['meanShift', false, null]);
  assert.deepEqual(judge({ ...given, turnedShare: 0.05 })[1], ['turnedShare', true, null]);
  assert.deepEqual(judge({ ...given, turnedShare: 0.021 })[1], ['turnedShare', false, null]);
  assert.deepEqual(judge({ ...given, failureRate: 0.02 })[1], ['failureRate', true, null]);
});

test('what cannot be told does not pass, and says why', () => {
  const without = { ...edema, auc: { model: null, other: null, difference: null }, outsideShare: null, flips: null };
  const compared = { ...evidence.compared, instances: 100, findings: [without] };
  const given = { aucDrop: 1, outsideShareRise: 1, turnedShare: 1, verdictNotWorse: false };
  assert.deepEqual(judge(given, { compared, incumbentFindings: ['Edema', 'Mass'] }), [
    ['leastCases', false, 'few_cases'],
    ['findings', false, 'missing_finding'],
    ['aucDrop', false, 'few_labels'],
    ['outsideShareRise', false, 'no_maps'],
    ['turnedShare', false, 'no_threshold'],
  ]);
});

test('only the findings that were fixed are judged', () => {
  const outcome = gate(limits.parse({ findings: ['Edema'] }), { ...evidence, incumbentFindings: ['Edema', 'Mass'] });
  assert.ok(outcome.passes && outcome.rows.length === 2);
});

test('a verdict may be as grave as before, not graver, and too few cases are no verdict', () => {
  const verdict = (candidate: 'weak' | 'follows' | 'few' | 'below', incumbent: 'weak' | 'few' = 'weak') =>
    judge({}, { verdicts: { candidate: { Edema: candidate }, incumbent: { Edema: incumbent } } })[1];
  assert.deepEqual(verdict('weak'), ['verdictNotWorse', true, null]);
  assert.deepEqual(verdict('follows'), ['verdictNotWorse', false, null]);
  assert.deepEqual(verdict('few'), ['verdictNotWorse', false, 'no_verdict']);
  assert.deepEqual(verdict('below', 'few'), ['verdictNotWorse', true, null]);
  assert.deepEqual(verdict('weak', 'few'), ['verdictNotWorse', false, null]);
});

test('a gate that judges nothing cannot be fixed', () => {
  assert.throws(() => limits.parse({ verdictNotWorse: false }), /judges nothing/);
});
