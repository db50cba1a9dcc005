import type { Gradient } from '@/server/stats/siteEffectGrade';

/**
 * What a line tests.
 * - `negatives`: whether the score of cases without the finding tells two strata apart (SCIENCE §4.1, item 1)
 * - `lift`: pooled AUC less the AUC within strata
 * - `external`: AUC at the sites that the version was trained on less that elsewhere
 * - `swap`: marker and frame of another site less those of the same site
 * - `erase`: marker erased less its sham, between two strata
 * - `gain`: AUC after the marker was erased less that before
 * - `frame`: frame erased; shown, never decisive
 * - `outside`, `probe`: what maps and embeddings say; explanation and capability, never decisive
 */
export const EVIDENCE_TESTS = [
  'negatives',
  'swap',
  'erase',
  'gain',
  'lift',
  'external',
  'frame',
  'outside',
  'probe',
] as const;
export type EvidenceTest = (typeof EVIDENCE_TESTS)[number];

/** Statistics decide, edits confirm, all else explains. The verdict reads the first two alone. */
export type EvidenceRole = 'decides' | 'confirms' | 'explains';

/** `few`: under the least number. `none`: told, and under the threshold. null: a line that is never graded. */
export type LineGrade = 'red' | 'amber' | 'none' | 'few' | null;

/** One independent test of reliance on acquisition. */
export type EvidenceLine = {
  /** Stable among the lines of a finding, as `negatives:site`. */
  id: string;
  test: EvidenceTest;
  role: EvidenceRole;
  /** The variable and the two strata of it that are compared; null where a line has none. */
  by: string | null;
  stratum: string | null;
  reference: string | null;
  /** `auc`: 0–1, .5 is nothing; `auc-difference`; `sd`: of the logit over all labelled cases; `share`; `log2`. */
  unit: 'auc' | 'auc-difference' | 'sd' | 'share' | 'log2';
  /** With its 95 % interval; null where it cannot be told, and `reason` says why. */
  effect: number | null;
  low: number | null;
  high: number | null;
  /** What is counted, and of what: `cases`, `pairs`, `maps`. */
  n: number;
  counted: 'cases' | 'pairs' | 'maps';
  /** The effect if there were nothing. */
  null: number;
  /** Two-sided; of the strata compared the strongest, times their number. `q`: after `withDiscoveryControl`. */
  p: number | null;
  q: number | null;
  /** Whether it goes along the prevalence gradient of its strata; `none` too where `gradientQ` is above the limit. */
  direction: Gradient;
  /** Of what decides: two-sided p that there is a gradient, times the strata compared, and q as of the effect. */
  gradientP: number | null;
  gradientQ: number | null;
  grade: LineGrade;
  reason:
    | 'few_cases'
    | 'few_pairs'
    | 'one_stratum'
    | 'no_labels'
    | 'no_edits'
    | 'no_maps'
    | 'not_trained_on'
    | 'no_gradient'
    | null;
  /** Of edits: cases that the operating threshold decides otherwise after the edit; null without a threshold. */
  flips: { n: number; of: number } | null;
  /** Of edits: pairs that count as 0 since there was nothing to edit, and pairs that do not count; null otherwise. */
  pairs: { nothingToEdit: number; outOfDistribution: number } | null;
  /** Filters of the case list that show what is behind it, as its URL has them; null where there is no such list. */
  cases: Record<string, string> | null;
  definitionVersion: string;
};

/** Version of the lines and of the verdict rule. */
export const EVIDENCE_VERSION = 'evidence-2';
