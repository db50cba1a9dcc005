import type { Gradient } from '@/server/stats/siteEffectGrade';
import type { EditKind } from './editKind';
import type { EvidenceLine } from './evidenceLine';

type Estimate = { value: number; low: number; high: number };

/** The pair of strata of a variable that the score of the healthy tells apart best. */
export type VariableEffect = {
  by: string;
  stratum: string;
  reference: string;
  /** Acquisition variables decide; others (sex, age, reporting radiologist) explain, since patients differ. */
  isAcquisition: boolean;
  auc: Estimate | null;
  negatives: number;
  referenceNegatives: number;
  gradient: Gradient;
  /** +1 where `stratum` has the finding more often than `reference`, −1 where less often, 0 where it cannot be told. */
  prevalenceSign: 1 | -1 | 0;
};

/** One case that was edited, for one finding. `delta`: logit after − logit before. */
export type EditPair = {
  kind: EditKind;
  instanceId: string;
  /** Patients count once in the interval. */
  patient: string;
  truth: 0 | 1 | null;
  site: string;
  /** Of a swap: the donor's site. */
  donorSite: string | null;
  /** The case's stratum by variable: what `erase` is compared between. */
  strata: Record<string, string>;
  before: number;
  after: number;
  /** null: not known, and so not counted as in the distribution. */
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
  /** Lines that explain, as maps and probe give them; the verdict does not read them. */
  explains: EvidenceLine[];
};
