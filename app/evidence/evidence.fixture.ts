import type { EvidenceLine } from '@/server/evidence/evidenceLine';
import { DEFAULT_THRESHOLDS, type EvidenceVerdict, type VerdictGrade } from '@/server/evidence/verdict';
import type { EvidenceRead } from './evidenceRead';

/** A line of 21,896 cases by view; `id` says of which test and variable. */
export function line(id: string, change: Partial<EvidenceLine> = {}): EvidenceLine {
  return {
    ...{ id, test: 'negatives', role: 'decides', by: 'viewPosition', stratum: 'AP', reference: 'PA', unit: 'auc' },
    ...{ effect: 0.817, low: 0.811, high: 0.823, n: 21_896, counted: 'cases', null: 0.5 },
    ...{
      p: 0,
      q: 0,
      direction: 'along',
      gradientP: null,
      gradientQ: null,
      grade: 'red',
      reason: null,
      cases: null,
      definitionVersion: 'evidence-2',
    },
    ...{ flips: null, pairs: null },
    ...change,
  };
}

/** Sites told apart, as a model that learned the hospital does. */
export const SITE_LINE = line('negatives:site', {
  ...{ by: 'site', stratum: 'A', reference: 'B', effect: 0.98, low: 0.97, high: 0.99, n: 900 },
});

/** A swap of marker and frame between sites, in standard deviations. */
export const swap = (effect: number, n = 300): EvidenceLine =>
  line('swap:site', {
    ...{ test: 'swap', role: 'confirms', by: 'site', stratum: 'A', reference: 'B', unit: 'sd', null: 0 },
    ...{ effect, low: effect - 0.1, high: effect + 0.1, n, counted: 'pairs' },
    grade: n < DEFAULT_THRESHOLDS.minPairs ? 'few' : effect >= DEFAULT_THRESHOLDS.confirmSd ? 'red' : 'none',
  });

const verdict = (grade: VerdictGrade, change: Partial<EvidenceVerdict>): EvidenceVerdict => ({
  ...{ grade, notLocalisable: false, by: null, decidedBy: null, confirmedBy: null, definitionVersion: 'evidence-2' },
  ...change,
});

/** The evidence of Edema in one version. */
export function evidence(
  grade: VerdictGrade,
  lines: EvidenceLine[],
  change: Partial<EvidenceVerdict> = {},
): EvidenceRead {
  return {
    ...{ model: 'nih14@1', finding: 'Edema', asOf: '2026-11-23T12:00:00.000Z', definitionVersion: 'evidence-2' },
    ...{ thresholds: DEFAULT_THRESHOLDS, verdict: verdict(grade, change), lines },
  };
}
