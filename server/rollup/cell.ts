import { STRATIFIERS, type Stratifier, UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';
import { logitBin } from '@/server/stats/logitBins';
import { clampLogit, toFixedPoint, toLogitFixedPoint } from './fixedPoint';
import { NO_SCORES, type ScoreHistogram } from './scoreHistogram';

/** The summed columns of a rollup cell, in the order in which they are written. */
export const MEASURES = [
  'n',
  'positives',
  'negatives',
  'flagged',
  'sumProbability',
  'outsideN',
  'sumOutside',
  'sumOutsideSquared',
  'sumAreaOutside',
  'undefinedNoEvidence',
  'undefinedMaskMissing',
  'undefinedMaskInvalid',
  'undefinedNoSaliency',
  'sumPositiveLogit',
  'sumPositiveLogitSquared',
  'sumNegativeLogit',
  'sumNegativeLogitSquared',
  'sumPositiveProbability',
  'sumNegativeProbability',
  'sumSquaredError',
] as const;

export type Measure = (typeof MEASURES)[number];
export type Measures = Record<Measure, bigint>;

/** The histograms of a cell: of the logit by truth, and of the defined outside shares. */
export const HISTOGRAMS = ['positiveScores', 'negativeScores', 'unlabelledScores', 'outsideShares'] as const;

export type Histograms = Record<(typeof HISTOGRAMS)[number], ScoreHistogram>;

/** One finding of one prediction, as far as rollups need it. `probability` and shares on 0–1. */
export type Countable = {
  findingId: number;
  probability: number;
  logit: number;
  outsideShare: number | null;
  areaOutside: number | null;
  undefinedReason: string | null;
  flags: string[];
  truth: 0 | 1 | null;
};

/** The acquisition of an instance, as far as strata need it. */
export type Acquisition = {
  site: string;
  department: string | null;
  scanner: string | null;
  viewPosition: string | null;
  portable: boolean | null;
  patientSex: string | null;
  patientAge: number | null;
  reportedBy: string | null;
  acquiredAt: Date | null;
  receivedAt: Date;
};

/** A change to one cell. `start` is the hour (UTC) of the acquisition, else of the arrival. */
export type CellDelta = {
  findingId: number;
  by: Stratifier;
  stratum: string;
  site: string;
  start: Date;
  measures: Measures;
  histograms: Histograms;
};

/** The stratum of an instance for each stratifier; what is not known is the stratum `unknown`. */
export function strataOf(instance: Acquisition): Record<Stratifier, string> {
  return {
    site: instance.site,
    department: instance.department ?? UNKNOWN_STRATUM,
    scanner: instance.scanner ?? UNKNOWN_STRATUM,
    viewPosition: instance.viewPosition ?? UNKNOWN_STRATUM,
    portable: instance.portable === null ? UNKNOWN_STRATUM : String(instance.portable),
    patientSex: instance.patientSex ?? UNKNOWN_STRATUM,
    ageBand: ageBand(instance.patientAge),
    reportedBy: instance.reportedBy ?? UNKNOWN_STRATUM,
  };
}

/** Decades to 79, then `80+`; small old cohorts would point at people. */
export function ageBand(age: number | null): string {
  if (age === null) return UNKNOWN_STRATUM;
  if (age >= 80) return '80+';
  const decade = Math.floor(age / 10) * 10;
  return `${decade}–${decade + 9}`;
}

/** What one result adds to its cells (`count` 1) or takes out of them (−1): one cell per stratifier. */
export function cellsOf(result: Countable, instance: Acquisition, count: 1 | -1 = 1): CellDelta[] {
  const measures = measuresOf(result, count);
  const histograms = {
    ...addScore(measures, NONE, result.truth, result, count),
    outsideShares: result.outsideShare === null ? EMPTY : new Map([[shareBin(result.outsideShare), count]]),
  };
  return spread(result.findingId, measures, histograms, instance);
}

/** What a new or changed truth adds: the score moves from one label to the other, and nothing else changes. */
export function truthCells(
  { findingId, ...score }: Pick<Countable, 'findingId' | 'logit' | 'probability'>,
  before: 0 | 1 | null,
  after: 0 | 1 | null,
  instance: Acquisition,
): CellDelta[] {
  const measures = zeroMeasures();
  if (before === after) return [];
  const left = addScore(measures, NONE, before, score, -1);
  return spread(findingId, measures, addScore(measures, left, after, score, 1), instance);
}

const EMPTY: ScoreHistogram = NO_SCORES;
const NONE: Histograms = {
  positiveScores: EMPTY,
  negativeScores: EMPTY,
  unlabelledScores: EMPTY,
  outsideShares: EMPTY,
};

/** Outside shares are counted in 50 equal bins on 0 to 1; the last one holds 1 too. */
export const SHARE_BINS = 50;
const shareBin = (share: number): number => Math.min(Math.floor(share * SHARE_BINS), SHARE_BINS - 1);

const LABELS = {
  1: ['positiveScores', 'positives', 'sumPositiveLogit', 'sumPositiveLogitSquared', 'sumPositiveProbability'],
  0: ['negativeScores', 'negatives', 'sumNegativeLogit', 'sumNegativeLogitSquared', 'sumNegativeProbability'],
} as const;

/** Counts a score in or out of the figures of its label, in place; answers the histograms with it. */
function addScore(
  measures: Measures,
  histograms: Histograms,
  truth: 0 | 1 | null,
  { logit, probability }: Pick<Countable, 'logit' | 'probability'>,
  count: 1 | -1,
): Histograms {
  const own: ScoreHistogram = new Map([[logitBin(logit), count]]);
  if (truth === null) return { ...histograms, unlabelledScores: own };
  const [histogram, cases, logits, squares, probabilities] = LABELS[truth];
  const sign = BigInt(count);
  const clamped = clampLogit(logit);
  measures[cases] += sign;
  measures[logits] += sign * toLogitFixedPoint(clamped);
  measures[squares] += sign * toLogitFixedPoint(clamped * clamped);
  measures[probabilities] += sign * toFixedPoint(probability);
  measures.sumSquaredError += sign * toFixedPoint((probability - truth) ** 2);
  return { ...histograms, [histogram]: own };
}

function spread(findingId: number, measures: Measures, histograms: Histograms, instance: Acquisition): CellDelta[] {
  const strata = strataOf(instance);
  const start = hourOf(instance.acquiredAt ?? instance.receivedAt);
  return STRATIFIERS.map((by) => ({
    findingId,
    by,
    stratum: strata[by],
    site: instance.site,
    start,
    measures,
    histograms,
  }));
}

function measuresOf(result: Countable, count: 1 | -1): Measures {
  const measures = zeroMeasures();
  const one = BigInt(count);
  measures.n = one;
  measures.flagged = result.flags.length > 0 ? one : 0n;
  measures.sumProbability = one * toFixedPoint(result.probability);
  if (result.outsideShare !== null && result.areaOutside !== null) {
    measures.outsideN = one;
    measures.sumOutside = one * toFixedPoint(result.outsideShare);
    measures.sumOutsideSquared = one * toFixedPoint(result.outsideShare ** 2);
    measures.sumAreaOutside = one * toFixedPoint(result.areaOutside);
  } else {
    measures[undefinedMeasure(result.undefinedReason)] = one;
  }
  return measures;
}

function undefinedMeasure(reason: string | null): Measure {
  if (reason === 'no_positive_evidence') return 'undefinedNoEvidence';
  if (reason === 'mask_missing') return 'undefinedMaskMissing';
  if (reason === 'mask_invalid') return 'undefinedMaskInvalid';
  if (reason === 'no_saliency') return 'undefinedNoSaliency';
  throw new RangeError(`outside share is null without a known reason: ${reason}`);
}

export function zeroMeasures(): Measures {
  return {
    n: 0n,
    positives: 0n,
    negatives: 0n,
    flagged: 0n,
    sumProbability: 0n,
    outsideN: 0n,
    sumOutside: 0n,
    sumOutsideSquared: 0n,
    sumAreaOutside: 0n,
    undefinedNoEvidence: 0n,
    undefinedMaskMissing: 0n,
    undefinedMaskInvalid: 0n,
    undefinedNoSaliency: 0n,
    sumPositiveLogit: 0n,
    sumPositiveLogitSquared: 0n,
    sumNegativeLogit: 0n,
    sumNegativeLogitSquared: 0n,
    sumPositiveProbability: 0n,
    sumNegativeProbability: 0n,
    sumSquaredError: 0n,
  };
}

function hourOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 3_600_000) * 3_600_000);
}
