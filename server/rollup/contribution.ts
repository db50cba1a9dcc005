import { LOGIT_BINS, logitBin } from '@/server/stats/logitBins';
import { clampLogit, toFixedPoint, toLogitFixedPoint } from './fixedPoint';
import { HISTOGRAMS, MEASURES, type Measure } from './measures';

/** One finding of one prediction, as far as rollups need it. `probability` and shares on 0–1. */
export type Countable = {
  findingId: number;
  probability: number;
  logit: number;
  outsideShare: number | null;
  areaOutside: number | null;
  undefinedReason: string | null;
  flags: readonly string[];
  truth: 0 | 1 | null;
};

/**
 * A change to a cell. `measures`: integers [MEASURES.length]. `scores`: slot, change, slot, change …, where the slot is
 * the number of the histogram × 512 + the bin.
 */
export type Contribution = { measures: Float64Array; scores: readonly number[] };

/** Slots of all histograms of a cell. */
export const SCORE_SLOTS = HISTOGRAMS.length * LOGIT_BINS;

/** Outside shares are counted in 50 equal bins on 0 to 1; the last one holds 1 too. */
export const SHARE_BINS = 50;

const at = (measure: Measure): number => MEASURES.indexOf(measure);
const slotsOf = (histogram: (typeof HISTOGRAMS)[number]): number => HISTOGRAMS.indexOf(histogram) * LOGIT_BINS;

const [N, FLAGGED, SUM_PROBABILITY] = [at('n'), at('flagged'), at('sumProbability')];
const OUTSIDE = [at('outsideN'), at('sumOutside'), at('sumOutsideSquared'), at('sumAreaOutside')] as const;
const SQUARED_ERROR = at('sumSquaredError');
const SHARES = slotsOf('outsideShares');
const UNLABELLED = slotsOf('unlabelledScores');
const LABELS = {
  1: {
    scores: slotsOf('positiveScores'),
    cases: at('positives'),
    logits: at('sumPositiveLogit'),
    squares: at('sumPositiveLogitSquared'),
    probabilities: at('sumPositiveProbability'),
  },
  0: {
    scores: slotsOf('negativeScores'),
    cases: at('negatives'),
    logits: at('sumNegativeLogit'),
    squares: at('sumNegativeLogitSquared'),
    probabilities: at('sumNegativeProbability'),
  },
} as const;
const REASONS: Record<string, number> = {
  no_positive_evidence: at('undefinedNoEvidence'),
  mask_missing: at('undefinedMaskMissing'),
  mask_invalid: at('undefinedMaskInvalid'),
  no_saliency: at('undefinedNoSaliency'),
};

/** What a result adds to each of its cells (`count` 1) or takes out of them (−1). */
export function contributionOf(result: Countable, count: 1 | -1): Contribution {
  const measures = new Float64Array(MEASURES.length);
  const scores: number[] = [];
  measures[N] = count;
  measures[FLAGGED] = result.flags.length > 0 ? count : 0;
  measures[SUM_PROBABILITY] = count * toFixedPoint(result.probability);
  addScore(measures, scores, result.truth, result, count);
  const { outsideShare, areaOutside } = result;
  if (outsideShare !== null && areaOutside !== null) {
    measures[OUTSIDE[0]] = count;
    measures[OUTSIDE[1]] = count * toFixedPoint(outsideShare);
    measures[OUTSIDE[2]] = count * toFixedPoint(outsideShare * outsideShare);
    measures[OUTSIDE[3]] = count * toFixedPoint(areaOutside);
  } else {
    const reason = reasonOf(result.undefinedReason);
    if (reason !== null) measures[reason] = count;
  }
  if (outsideShare !== null) scores.push(SHARES + shareBin(outsideShare), count);
  return { measures, scores };
}

/** What a new or changed truth adds: the score moves from one label to the other, and nothing else changes. */
export function truthContribution(
  score: Pick<Countable, 'logit' | 'probability'>,
  before: 0 | 1 | null,
  after: 0 | 1 | null,
): Contribution {
  const measures = new Float64Array(MEASURES.length);
  const scores: number[] = [];
  addScore(measures, scores, before, score, -1);
  addScore(measures, scores, after, score, 1);
  return { measures, scores };
}

const shareBin = (share: number): number => Math.min(Math.floor(share * SHARE_BINS), SHARE_BINS - 1);

/** Counts a score in or out of the figures of its label, in place. */
function addScore(
  measures: Float64Array,
  scores: number[],
  truth: 0 | 1 | null,
  { logit, probability }: Pick<Countable, 'logit' | 'probability'>,
  count: 1 | -1,
): void {
  const bin = logitBin(logit);
  if (truth === null) {
    scores.push(UNLABELLED + bin, count);
    return;
  }
  const label = LABELS[truth];
  const clamped = clampLogit(logit);
  const error = probability - truth;
  scores.push(label.scores + bin, count);
  add(measures, label.cases, count);
  add(measures, label.logits, count * toLogitFixedPoint(clamped));
  add(measures, label.squares, count * toLogitFixedPoint(clamped * clamped));
  add(measures, label.probabilities, count * toFixedPoint(probability));
  // A product, not a power: powers may be off in the last bit, and differ between machines.
  add(measures, SQUARED_ERROR, count * toFixedPoint(error * error));
}

function add(measures: Float64Array, index: number, value: number): void {
  measures[index] = (measures[index] ?? 0) + value;
}

/**
 * Null for `mask_prior`, which has no sum of its own: it is what `n` leaves beside the defined and all other reasons.
 * @throws RangeError for a reason that is not known
 */
function reasonOf(reason: string | null): number | null {
  if (reason === 'mask_prior') return null;
  const index = REASONS[reason ?? ''];
  if (index === undefined) throw new RangeError(`outside share is null without a known reason: ${reason}`);
  return index;
}
