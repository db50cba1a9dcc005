import type { QualityFault } from '@/server/mapStatistics/qualityFaults';
import type { QualityGrade, QualityReason } from '@/server/mapStatistics/qualityGrade';
import type { QualitySpan } from '@/server/mapStatistics/qualitySpans';
import type { SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import type { RandomisedMapsAnswer } from './evidenceAnswers';

// Answers of the analyses that tell whether maps are worth looking at.

type Estimate = { value: number; low: number | null; high: number | null };

/** How like the maps are with these layers permuted. `likeness`: mean |Spearman|, its interval over `seeds`. */
export type CheckPoint = QualitySpan & { likeness: Estimate | null; images: number; seeds: number };

/** What the randomisation check found out about one method. */
export type CheckFigures = {
  reason: QualityReason | null;
  parameters: Record<string, string | number>;
  /** Weight tensors of the network. */
  layers: number;
  images: number;
  seeds: number[];
  /** The cascade first, then each step alone. */
  curve: CheckPoint[];
  /** Of the finding whose outside share moved most; `p` after Bonferroni over findings. */
  shift: { finding: string; distance: number; p: number; n: number } | null;
  /** Share of the maps of the permuted network that are flat or not finite, 0–1. */
  vanished: number;
  /** Images that could not be read, by reason. */
  skipped: Record<string, number>;
  /** The null of the outside shares, of CAM alone; the same as the question `randomised-maps` answers. */
  randomised: RandomisedMapsAnswer | null;
};

export type CheckedMethod = { method: SaliencyMethodName; grade: QualityGrade; figures: CheckFigures };

/** Of `map-check`. `left`: methods that this version has no maps of, with the reason. */
export type MapCheckAnswer = {
  methods: CheckedMethod[];
  left: { method: SaliencyMethodName; reason: string }[];
};

/** How far maps move when the image does a little; means over images with 95 % intervals. */
export type RepeatedChange = {
  change: 'noise-1' | 'noise-2' | 'shift-1' | 'shift-2';
  n: number;
  /** Spearman with the map of the unchanged image, −1 to 1. */
  likeness: Estimate | null;
  /** Share of the top tenth of the cells in common, 0–1. */
  overlap: Estimate | null;
  /** |difference| of the outside share and of the logit. */
  outsideShare: Estimate | null;
  logit: Estimate | null;
};

/** Of `map-repeatability`. */
export type RepeatabilityAnswer = {
  methods: {
    method: SaliencyMethodName;
    images: number;
    changes: RepeatedChange[];
    skipped: Record<string, number>;
  }[];
  left: { method: SaliencyMethodName; reason: string }[];
};

/** Of `map-faults`: what is wrong with stored maps, newest first up to a number. */
export type MapFaultsAnswer = {
  /** Predictions whose maps were read, of all that have maps. */
  predictions: number;
  of: number;
  findings: {
    finding: string;
    maps: number;
    /** Maps of cases that the version calls positive: at its threshold, or the top tenth of those read. */
    positives: number;
    faults: Record<QualityFault, number>;
    /** Ids of the newest instances, up to five a fault. */
    examples: Partial<Record<QualityFault, string[]>>;
  }[];
  /** All findings together, oldest first; `month` as `2026-11`. */
  months: { month: string; maps: number; faulty: number }[];
};
