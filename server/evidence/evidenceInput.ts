import type { Gradient } from '@/server/stats/siteEffectGrade';
import type { EditKind } from './editKind';
import type { EvidenceLine } from './evidenceLine';

type Estimate = { value: number; low: number; high: number };

/**
 * The pair of strata of a variable that the score of the healthy tells apart best: sites against each other, strata of
 * every other variable within the sites that they share.
 */
export type VariableEffect = {
  by: string;
  stratum: string;
  reference: string;
  /** Acquisition variables decide; others (sex, age, reporting radiologist) explain, since patients differ. */
  isAcquisition: boolean;
  auc: Estimate | null;
  /** Pairs of strata that this one was the strongest of; 1 or more. */
  comparisons: number;
  /** Strata with cases, 1 where none shares a site; with fewer than two there is nothing to compare. */
  strata: number;
  /** Cases without the finding, of the sites that count. */
  negatives: number;
  referenceNegatives: number;
  /** Σ over those sites of the smaller of the two: what has to be enough. */
  matched: number;
  gradient: Gradient;
  /** Two-sided p of the difference of their prevalences; null where the gradient is not told. */
  gradientP: number | null;
  /** +1 where `stratum` has the finding more often than `reference`, −1 where less often, 0 where it cannot be told. */
  prevalenceSign: 1 | -1 | 0;
};

/**
 * One case that was to be edited, for one finding. `nothing-to-edit`: no marker (or frame) is in the picture, so that it
 * stays as it is: `after` is `before`, and the pair counts as 0. Cases without a donor or a place for the sham are left
 * out by the caller.
 */
export type EditPair = {
  kind: EditKind;
  outcome: 'edited' | 'nothing-to-edit';
  instanceId: string;
  /** Patients count once in the interval. */
  patient: string;
  truth: 0 | 1 | null;
  site: string;
  /** Of a swap: the donor's site. */
  donorSite: string | null;
  /** The case's stratum by variable: what `erase` is compared between. */
  strata: Record<string, string>;
  /** Logits of the same picture at the same size. */
  before: number;
  after: number;
  /** Of what was edited. null: not known, and so not counted as in the distribution. */
  inDistribution: boolean | null;
};

/** All that is known of one finding of one version; any part may be missing. */
export type EvidenceInput = {
  variables: VariableEffect[];
  lifts: { by: string; lift: Estimate | null; positives: number; strata: number }[];
  external: { difference: Estimate | null; positives: number } | null;
  /** Sites by prevalence of the finding, for the direction of swaps. */
  prevalence: Record<string, number>;
  edits: EditPair[];
  /** Standard deviation of the logit over all labelled cases; null without labels. */
  sd: number | null;
  /** Logit of the operating threshold; null without one. */
  threshold: number | null;
  /** Lines that explain, as maps and probe give them; the verdict does not read them. */
  explains: EvidenceLine[];
};
