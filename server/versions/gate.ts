import type { PairedVersions } from '@/server/analysis/kinds';
import { VERDICT_WORDS, VERDICTS, type VerdictGrade } from '@/server/evidence/verdict';
import { wilsonInterval } from '@/server/stats/wilsonInterval';
import type { GateOutcome, GateRow, LimitName, Limits } from './limits';

type Finding = PairedVersions['findings'][number];
type Grades = Record<string, VerdictGrade>;

/**
 * What a gate is judged from; `model` of the comparison is the candidate, `other` the live version.
 * `failures`: images that the candidate had no finite answer for, of `failures.of` that it was given.
 */
export type GateEvidence = {
  asOf: string;
  compared: PairedVersions;
  incumbentFindings: readonly string[];
  verdicts: { candidate: Grades; incumbent: Grades };
  failures: { n: number; of: number };
};

/**
 * Holds recorded limits against a comparison. All have to hold for every judged finding, so the chance to promote a
 * version that breaks one is at most 2.5 % whatever their number (an intersection–union test), and nothing is adjusted.
 * A figure that cannot be told does not pass: which findings are judged is fixed beforehand.
 *
 * Source: Berger, Technometrics 1982; 24:295.
 */
export function gate(limits: Limits, evidence: GateEvidence): GateOutcome {
  const { compared, incumbentFindings } = evidence;
  const names = limits.findings ?? incumbentFindings;
  const judged = names.map((name) => compared.findings.find(({ finding }) => finding === name) ?? name);
  const found = judged.filter((one) => typeof one !== 'string');
  const rows = [
    casesRow(limits, compared.instances),
    ...judged.filter((one) => typeof one === 'string').map(missingRow),
    ...perFinding(limits.aucDrop, found, aucRow),
    ...perFinding(limits.outsideShareRise, found, outsideRow),
    ...(limits.verdictNotWorse ? found.map((one) => verdictRow(one, evidence.verdicts)) : []),
    ...perFinding(limits.meanShift, found, shiftRow),
    ...perFinding(limits.turnedShare, found, turnedRow),
    ...(limits.failureRate === null ? [] : [failureRow(limits.failureRate, evidence.failures)]),
  ];
  return { asOf: evidence.asOf, passes: rows.every(({ passes }) => passes), rows };
}

const perFinding = (
  allowed: number | null,
  findings: readonly Finding[],
  row: (allowed: number, finding: Finding) => GateRow,
): GateRow[] => (allowed === null ? [] : findings.map((finding) => row(allowed, finding)));

const blank = (limit: LimitName, finding: string | null, n: number): GateRow => ({
  ...{ limit, finding, n, allowed: null, figure: null, low: null, high: null },
  ...{ passes: false, why: null, says: null },
});

const casesRow = ({ leastCases }: Limits, instances: number): GateRow => ({
  ...blank('leastCases', null, instances),
  ...{ allowed: leastCases, figure: instances, passes: instances >= leastCases },
  why: instances >= leastCases ? null : 'few_cases',
});

const missingRow = (finding: string): GateRow => ({ ...blank('findings', finding, 0), why: 'missing_finding' });

type Estimate = { value: number; low: number | null; high: number | null };

/** An interval that has no end passes by nothing. */
function held(row: GateRow, allowed: number, estimate: Estimate, passes: (ends: [number, number]) => boolean): GateRow {
  const { value, low, high } = estimate;
  const told = low !== null && high !== null;
  const figures = { allowed, figure: value, low, high };
  return { ...row, ...figures, passes: told && passes([low, high]), why: told ? null : 'few_cases' };
}

function aucRow(allowed: number, { finding, positives, negatives, auc }: Finding): GateRow {
  const row = { ...blank('aucDrop', finding, positives + negatives), allowed };
  if (auc.difference === null) return { ...row, why: 'few_labels' };
  return held(row, allowed, auc.difference, ([low]) => low >= -allowed);
}

function outsideRow(allowed: number, { finding, outsideShare }: Finding): GateRow {
  const row = { ...blank('outsideShareRise', finding, outsideShare?.n ?? 0), allowed };
  if (outsideShare === null) return { ...row, why: 'no_maps' };
  return held(row, allowed, outsideShare.difference, ([, high]) => high <= allowed);
}

function shiftRow(allowed: number, { finding, cases, shift }: Finding): GateRow {
  const row = { ...blank('meanShift', finding, cases), allowed };
  if (shift === null) return { ...row, why: 'few_cases' };
  return held(row, allowed, shift, ([low, high]) => low >= -allowed && high <= allowed);
}

function turnedRow(allowed: number, { finding, flips }: Finding): GateRow {
  const row = { ...blank('turnedShare', finding, flips?.of ?? 0), allowed };
  const share = flips === null ? null : wilsonInterval(flips.n, flips.of);
  if (share === null) return { ...row, why: flips === null ? 'no_threshold' : 'few_cases' };
  return held(row, allowed, share, ([, high]) => high <= allowed);
}

function failureRow(allowed: number, { n, of }: GateEvidence['failures']): GateRow {
  const row = { ...blank('failureRate', null, of), allowed };
  const share = wilsonInterval(n, of);
  return share === null ? { ...row, why: 'few_cases' } : held(row, allowed, share, ([, high]) => high <= allowed);
}

/** Grades are in the order of their gravity; one without cases enough is no grade. */
function verdictRow({ finding, cases }: Finding, { candidate, incumbent }: GateEvidence['verdicts']): GateRow {
  const [now, before] = [candidate[finding], incumbent[finding]];
  const row = blank('verdictNotWorse', finding, cases);
  if (now === undefined || before === undefined) return { ...row, why: 'no_verdict' };
  const says = `${VERDICT_WORDS[now]}, live version: ${VERDICT_WORDS[before]}`;
  if (now === 'few') return { ...row, says, why: 'no_verdict' };
  return {
    ...row,
    says,
    passes: before === 'few' ? now === 'below' : VERDICTS.indexOf(now) >= VERDICTS.indexOf(before),
  };
}
