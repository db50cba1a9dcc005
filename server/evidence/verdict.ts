/**
 * The graded summary over the lines, worst first (SCIENCE §0a.6, §0a.16).
 * - `relies`: item 1 fires along the prevalence gradient and an edit confirms it
 * - `follows`: item 1 is red along the gradient (acquisition-associated)
 * - `weak`: item 1 is amber along the gradient
 * - `shift`: item 1 fires against the gradient or without one
 * - `below`: nothing fires; `few`: too few cases to tell
 */
export const VERDICTS = ['relies', 'follows', 'weak', 'shift', 'below', 'few'] as const;
export type VerdictGrade = (typeof VERDICTS)[number];

/** The word of each grade, wherever it is told. */
export const VERDICT_WORDS: Record<VerdictGrade, string> = {
  relies: 'Relies on acquisition',
  follows: 'Follows acquisition',
  weak: 'Weak association',
  shift: 'Acquisition shift',
  below: 'Below threshold',
  few: 'Too few cases',
};

export type EvidenceVerdict = {
  grade: VerdictGrade;
  /** Item 1 is red, and at least `minPairs` edits in the distribution are silent: a diffuse cue or case-mix. */
  notLocalisable: boolean;
  /** The variable of the line that decided, and that line's id; null where nothing fired. */
  by: string | null;
  decidedBy: string | null;
  /** The edit's line that confirmed it; null without one. */
  confirmedBy: string | null;
  definitionVersion: string;
};

/** Thresholds of the rule; changes are recorded. */
export type EvidenceThresholds = {
  /** Of max(A, 1 − A), A the AUC of the score for the stratum among negatives. */
  amberAuc: number;
  redAuc: number;
  /** Negatives that each stratum needs, positives that AUC lines need, pairs that edits need. */
  minNegatives: number;
  minPositives: number;
  minPairs: number;
  /** Standard deviations of the logit: an edit confirms from `confirmSd` on, and is silent up to `silentSd`. */
  confirmSd: number;
  silentSd: number;
  /** False discovery rate over findings × lines. */
  falseDiscovery: number;
};

export const DEFAULT_THRESHOLDS: EvidenceThresholds = {
  amberAuc: 0.6,
  redAuc: 0.75,
  minNegatives: 100,
  minPositives: 100,
  minPairs: 50,
  confirmSd: 0.5,
  silentSd: 0.15,
  falseDiscovery: 0.05,
};
