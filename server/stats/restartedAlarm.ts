import type { Interval } from './aucInterval';
import { confidenceSequence } from './confidenceSequence';
import { type Moments, meanOf } from './moments';

/** Values that a sequence must have before it may speak: skew gives 23 % false alarms from 2 on, 5.5 % from 50 (§0a.8). */
export const BURN_IN = 50;

/** Days of a year: the starts that a yearly level is shared among. */
const STARTS_PER_YEAR = 365;

/**
 * `band`: where the mean may be (reference mean ± margin); `spread`: the reference's standard deviation, the least that
 * is taken, and needed (figures below), where patients return its `longRunSpread`; `alpha`: level of each single
 * sequence (`alphaOfLevel`).
 */
export type AlarmRule = { band: Interval; spread: number; alpha: number; burnIn?: number };

/** First look at which a sequence and the band were disjoint. `day` and `start`: indices; `n`: values since `start`. */
export type Alarm = Interval & { day: number; start: number; n: number; mean: number; side: 'above' | 'below' };

/**
 * Level of a single sequence, so that in a quiet year the chance of any false alarm is at most `level` over all `series`
 * together, in k years k times that: level / (365 · series), a union bound over the sequences that start.
 * @throws RangeError `level: …` outside 0–1, `series: …` unless a whole number of at least 1
 */
export function alphaOfLevel(level: number, series: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level: ${level}`);
  if (!Number.isInteger(series) || series < 1) throw new RangeError(`series: ${series}`);
  return level / (STARTS_PER_YEAR * series);
}

/**
 * Average run length of one series, in days: as far as each sequence holds its level, a quiet series goes at least
 * 1 / alpha days on average until a false alarm (Shin, Ramdas, Rinaldo, E-detectors, arXiv 2203.03532: the sum of the
 * sequences' e-processes is an e-detector). Level .05 a year and one series: 7,300 days.
 */
export const averageRunLength = (alpha: number): number => 1 / alpha;

/**
 * Sequential alarm by restarted confidence sequences (Shekhar, Ramdas, ICML 2024, with the mean before the change known
 * to a band): a new `confidenceSequence` starts every day, and the alarm is raised at the first look at which one of
 * them, with at least `burnIn` values, is disjoint from the band. One sequence from the beginning would be diluted: after
 * 36,500 quiet images a shift of .10 took 41,561 more to be seen, from a fresh start 239 (SCIENCE §0a.8). Of several
 * sequences that are disjoint that day the one furthest from the band is told; its `start` says since when. Null without
 * an alarm; a day without values (n 0) is passed over. The last day may be unfinished: looking early or often costs
 * nothing. O(days²), 30 ms a year; `alarmOnDay` looks at one day only, O(days).
 *
 * Simulated at level .05, one series, band ±.05, values of standard deviation .25, 20 patient-days a day, 200 quiet years
 * each, alarms in: skewed (exponential) with the mean on either edge of the band, 0 and 0; the same without `spread`, its
 * own standard deviation alone, 33. Patients who stay 4 days on average with half of the variance between them: 0 with
 * the mean in the middle, but 74 on the edge; with `longRunSpread` of a year before as `spread` 0 and 9 (13 log-normal). A
 * shift of .10 after a quiet year is seen after 27 days (median; 95 % within 44), of .20 after 4; with `longRunSpread` of
 * such stays after 98 (223) and 13.
 * @param days moments of the patient-day means (`clusterMeans`) of each day, oldest first
 * @throws RangeError `band: …` when upside down, `burn-in: …` under 2, and as `confidenceSequence`
 */
export function restartedAlarm(days: readonly Moments[], rule: AlarmRule): Alarm | null {
  for (let day = 0; day < days.length; day++) {
    const alarm = alarmOnDay(days, day, rule);
    if (alarm !== null) return alarm;
  }
  return null;
}

/** The same at the end of one day: sequences from every start up to it. */
export function alarmOnDay(days: readonly Moments[], day: number, rule: AlarmRule): Alarm | null {
  const { band, burnIn = BURN_IN } = rule;
  if (!(band.low <= band.high)) throw new RangeError(`band: ${band.low} to ${band.high}`);
  if (!(burnIn >= 2)) throw new RangeError(`burn-in: ${burnIn}`);
  const since = { n: 0, sum: 0, sumOfSquares: 0 };
  let furthest: { alarm: Alarm; distance: number } | null = null;
  for (let start = day; start >= 0; start--) {
    const { n, sum, sumOfSquares } = days[start] ?? { n: 0, sum: 0, sumOfSquares: 0 };
    if (n === 0) continue;
    since.n += n;
    since.sum += sum;
    since.sumOfSquares += sumOfSquares;
    if (since.n < burnIn) continue;
    const sequence = confidenceSequence(since, rule.alpha, rule.spread);
    if (sequence === null) continue;
    const distance = Math.max(sequence.low - band.high, band.low - sequence.high);
    if (distance <= 0 || distance <= (furthest?.distance ?? 0)) continue;
    const side = sequence.low > band.high ? 'above' : 'below';
    furthest = { alarm: { ...sequence, day, start, n: since.n, mean: meanOf(since), side }, distance };
  }
  return furthest?.alarm ?? null;
}
