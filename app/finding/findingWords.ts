import { count } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { aucThree } from '@/app/strata/aucThree';
import { VARIABLES } from '@/app/strata/variables';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { OutsideShareSummary } from '@/server/queries/outsideSummary';
import type { PooledAuc } from '@/server/queries/stratumStatistics';

/** What becomes of the pooled AUC when only cases of the same stratum are compared; null when it cannot be told. */
export function likeWithLike(by: Stratifier, { pooled, adjusted, lift }: PooledAuc): string | null {
  if (pooled.value === null || adjusted.value === null || lift.value === null) return null;
  const same = `Comparing only cases of the same ${VARIABLES[by].one}, the AUC`;
  const clear = lift.low !== null && lift.high !== null && (lift.low > 0 || lift.high < 0);
  if (!clear) return `${same} hardly moves: ${aucThree(pooled.value)} pooled, ${aucThree(adjusted.value)} within.`;
  const moves = lift.value > 0 ? 'falls' : 'rises';
  return `${same} ${moves} from ${aucThree(pooled.value)} to ${aucThree(adjusted.value)}.`;
}

/** What the lift means, as the second half of a sentence. */
export function liftWords(by: Stratifier, { lift: { low, high } }: PooledAuc): string {
  const { one } = VARIABLES[by];
  if (low !== null && low > 0)
    return `so much of the pooled AUC comes from knowing the ${one}, not from telling sick from healthy.`;
  if (high !== null && high < 0)
    return `mixing cases of every ${one} makes the pooled AUC lower than it is within each.`;
  return `nothing of the pooled AUC is seen to come from knowing the ${one}.`;
}

/** Maps of which a mean is put into a sentence (SCIENCE §4.1, item 6). */
const MIN_MAPS = 50;

/** Where the evidence lies against chance; null when there is too little to say. Maps explain, they decide nothing. */
export function whereItLooks({ n, mean, low, high, areaOutside }: OutsideShareSummary): string | null {
  if (n < MIN_MAPS || mean === null || low === null || high === null || areaOutside === null) return null;
  const than = low > areaOutside ? 'more than' : high < areaOutside ? 'less than' : 'about what';
  const chance = than === 'about what' ? 'chance gives' : 'chance';
  return `${percent(mean)} of its positive evidence over all cases lies outside the finding’s anatomy, ${than} ${chance} (${percent(areaOutside)}).`;
}

/** What the discrimination plot says of its four ways to compare, each in one sentence without a formula. */
export const COMPARED = {
  pooled: 'Any case with the finding against any without it, as papers report it.',
  patients: 'The same figure; the interval counts patients, since images of one patient are alike.',
  adjusted: 'Only like with like; every case with the finding has the same weight.',
  within: 'Only like with like; every pair has the same weight.',
  prevalenceOnly: 'What knowing this alone would reach, without looking at any image.',
} as const;

/** n of a stratum as "62 of 13,491": cases with the finding, of the labelled. */
export const positivesOf = (positives: number, labelled: number): string => `${count(positives)} of ${count(labelled)}`;

/** Observed ÷ expected in words, by its interval. */
export function promise({
  value,
  low,
  high,
}: {
  value: number | null;
  low: number | null;
  high: number | null;
}): string {
  if (value === null || low === null || high === null)
    return 'Too few cases with the finding to judge the probabilities.';
  if (low <= 1 && high >= 1) return 'On the whole the probabilities promise as many cases as there are.';
  const times = value > 1 ? value : 1 / value;
  const much =
    times < 1.1 ? 'slightly' : times < 2 ? 'clearly' : `${times < 9.95 ? times.toFixed(1) : Math.round(times)}-fold`;
  return value > 1
    ? `The probabilities are ${much} too low: more cases have the finding than they promise.`
    : `The probabilities are ${much} too high: fewer cases have the finding than they promise.`;
}
