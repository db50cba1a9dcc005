import { z } from 'zod';
import { rollupFilter, STRATIFIERS } from '@/server/cohort/cohortFilter';
import { plainText } from '@/server/problem/plainText';
import type { Statistics } from '@/server/queries/statistics';
import { saliencyRequest } from '@/server/saliency/saliencyParameters';
import type { TrailVerdict } from '@/server/trail/verifyTrail';
import type { EditsAnswer, MapsAnswer, MarkersAnswer, ProbeAnswer, RandomisedMapsAnswer } from './evidenceAnswers';
import type { MapCheckAnswer, MapFaultsAnswer, RepeatabilityAnswer } from './mapQualityAnswers';
import type { SaliencyMade } from './saliencyAnswer';

const version = plainText(300);
const finding = plainText(100);

/** Questions that no rollup answers, with their parameters as parsed: the same parameters are the same question. */
export const ANALYSES = {
  /** Any combination of filters; the answer is that of `GET /api/v1/statistics`. */
  cohort: z.strictObject({ filter: rollupFilter, by: z.enum(STRATIFIERS).nullable() }),
  /** Intervals with patients, not images, as units: Poisson bootstrap of AUC, adjusted AUC, lift and site effect. */
  'patient-intervals': z.strictObject({ model: version, finding, by: z.enum(STRATIFIERS).nullable() }),
  /** What the image adds to metadata: cross-validated AUC of metadata, and of metadata with the score. */
  'added-auc': z.strictObject({ model: version, finding }),
  /** Two versions on the same cases: paired DeLong, shift of the score, outside share, agreement. */
  'paired-versions': z.strictObject({ model: version, other: version }),
  /** Minimal edits of cases, each with its control; what is done already stays as it is. */
  edits: z.strictObject({
    model: version,
    sample: z.enum(['random', 'flagged']),
    most: z.number().int().min(1).max(5_000).default(200),
  }),
  /** Whether site, department, scanner and portable can be told from stored embeddings: capability, never verdict. */
  probe: z.strictObject({ model: version }),
  /** What the maps of a finding say: outside shares and their nulls, zones, gap, average, clusters. */
  maps: z.strictObject({ model: version, finding }),
  /** Outside shares of the same network with permuted weights, of all findings: a null of the above. */
  'randomised-maps': z.strictObject({ model: version }),
  /** Whether each method of a version notices that its weights are permuted; grades them. */
  'map-check': z.strictObject({ model: version }),
  /** How far maps move under a little noise and small shifts. */
  'map-repeatability': z.strictObject({ model: version }),
  /** Blank, flat and inverted ones among the stored maps of a version. */
  'map-faults': z.strictObject({ model: version }),
  /** Clusters of the markers that were detected in the images that a version read. */
  markers: z.strictObject({ model: version }),
  /** Maps of a method on one image, of all findings that the version answers. */
  saliency: z.strictObject({ model: version, instance: z.uuid(), request: saliencyRequest }),
  /** Whether the audit trail is as it was written. */
  trail: z.strictObject({}),
} as const;

export type AnalysisKind = keyof typeof ANALYSES;
export type AnalysisParameters<Kind extends AnalysisKind> = z.infer<(typeof ANALYSES)[Kind]>;

type Estimate = { value: number; low: number | null; high: number | null };

/** Of `patient-intervals`: `value` from the cases, interval from `replicates` resamples of `patients` patients. */
export type PatientIntervals = {
  /** Labelled cases that were counted, and all that there are: of more than 4 million a sample by patient is taken. */
  cases: number;
  of: number;
  patients: number;
  /** Cases without a patient key: each counts as a patient of its own. */
  withoutPatient: number;
  replicates: number;
  auc: Estimate | null;
  adjusted: Estimate | null;
  lift: Estimate | null;
  /** Of the strata that a rollup's site effect tells, among cases without the finding. */
  siteEffect: { stratum: string; reference: string; aucOfScore: Estimate | null }[];
};

/** Of `added-auc`: `metadata` is the confounder-only AUC, `added` what the score adds to it; all cross-validated. */
export type AddedAucAnswer = {
  /** Labelled cases that were counted, and all that there are: of more than 200,000 a fixed sample is taken. */
  cases: number;
  of: number;
  positives: number;
  folds: number;
  columns: string[];
  metadata: Estimate | null;
  withScore: Estimate | null;
  score: Estimate | null;
  added: (Estimate & { p: number | null }) | null;
  /** Why there is no figure. */
  none: 'few_cases' | 'one_value' | null;
};

/**
 * Of `paired-versions`, one entry per finding that both versions have; over instances that both have read. `adjustedP`:
 * Holm's over these findings.
 */
export type PairedVersions = {
  instances: number;
  adjustment: 'holm';
  findings: {
    finding: string;
    cases: number;
    positives: number;
    negatives: number;
    auc: {
      model: number | null;
      other: number | null;
      difference: (Estimate & { p: number | null; adjustedP: number | null }) | null;
    };
    /** Mean of logit(model) − logit(other), of logits within ±16. */
    shift: Estimate | null;
    meanProbability: { model: number; other: number };
    /** Cases decided differently at each version's own threshold; `up`: `model` says yes where `other` says no. */
    flips: { n: number; of: number; up: number; down: number } | null;
    outsideShare: { n: number; model: number; other: number; difference: Estimate } | null;
    /** Standard deviation of the shift over the cases, in logits; null under two. */
    shiftSd: number | null;
    /** How far the distributions of the scores lie apart: Kolmogorov's distance, and PSI less its chance; null without a case. */
    distributions: { distance: number; stability: number | null } | null;
    /** Mean contribution of each zone in logits, over the same `n` maps of both; empty without maps that add up to the logit. */
    zones: { zone: string; n: number; model: number; other: number; difference: Estimate }[];
    /** The five cases whose logit moved most up, and the five down, with both probabilities; furthest first. */
    moved: { instanceId: string; model: number; other: number }[];
    /** Of the cases that are decided otherwise the twenty whose logit moved most; furthest first. `says`: what `model` decides. */
    turned: { instanceId: string; model: number; other: number; says: 'yes' | 'no'; truth: 0 | 1 | null }[];
  }[];
};

export type AnalysisResults = {
  cohort: Statistics;
  'patient-intervals': PatientIntervals;
  'added-auc': AddedAucAnswer;
  'paired-versions': PairedVersions;
  edits: EditsAnswer;
  probe: ProbeAnswer;
  maps: MapsAnswer;
  'randomised-maps': RandomisedMapsAnswer;
  'map-check': MapCheckAnswer;
  'map-repeatability': RepeatabilityAnswer;
  'map-faults': MapFaultsAnswer;
  markers: MarkersAnswer;
  saliency: SaliencyMade;
  trail: TrailVerdict;
};

/** Where a question stands. `result` is there from the first time it was done, also while it is asked anew. */
export type AnalysisState<Kind extends AnalysisKind = AnalysisKind> = {
  id: string;
  kind: Kind;
  status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Results read, of how many; total null before it is known. */
  done: number;
  total: number | null;
  requestedAt: string;
  finishedAt: string | null;
  result: AnalysisResults[Kind] | null;
  /** The moment whose stored results `result` tells. */
  asOf: string | null;
  problem: string | null;
};

/** A kind with its parameters. */
export type Question = { [Kind in AnalysisKind]: { kind: Kind; parameters: AnalysisParameters<Kind> } }[AnalysisKind];
