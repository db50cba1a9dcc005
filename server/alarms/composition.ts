import type { Interval } from '@/server/stats/aucInterval';
import type { Moments } from '@/server/stats/moments';
import { shareGap } from '@/server/stats/shareGap';

/** Days of the latest period, which is held against the reference period. */
export const LATEST_DAYS = 28;

/** A share that has moved by this much, with an interval that excludes 0, is told. */
export const MOVED = 0.1;

/** Patient-days of both periods under which nothing is told. */
const LEAST = 50;

const WEEK = 7;

export type MixKind = 'site' | 'viewPosition' | 'portable' | 'prevalence';

/** Of one day: `hits` patient-days of the stratum among `n`. */
export type MixDay = { hits: number; n: number };

/** `difference`: latest − reference, Newcombe's 95 % interval, patient-days as independent. `weeks`: oldest first. */
export type MixShare = {
  by: MixKind;
  stratum: string;
  reference: MixDay;
  latest: MixDay;
  difference: (Interval & { value: number }) | null;
  moved: boolean;
  weeks: { start: number; share: number | null; n: number }[];
};

/**
 * How a share of the patients stands against the reference period. It is about who comes, and so never an alarm about
 * the model.
 * @param days of each day, oldest first
 * @param reference first and last index of the reference period
 */
export function mixShare(
  by: MixKind,
  stratum: string,
  days: readonly MixDay[],
  reference: { first: number; last: number },
): MixShare {
  const then = total(days.slice(Math.max(0, reference.first), Math.max(0, reference.last + 1)));
  const now = total(days.slice(-LATEST_DAYS));
  const whole = ({ hits, n }: MixDay): MixDay => ({ hits: Math.round(hits), n });
  const difference = shareGap(whole(now), whole(then));
  const isClear = difference !== null && (difference.low > 0 || difference.high < 0);
  const enough = then.n >= LEAST && now.n >= LEAST;
  const moved = enough && isClear && Math.abs(difference.value) >= MOVED;
  return { ...{ by, stratum, reference: then, latest: now, difference, moved }, weeks: weeksOf(days) };
}

/** At most 104 weeks, the last one ending with the last day. */
function weeksOf(days: readonly MixDay[]): MixShare['weeks'] {
  const first = days.length % WEEK;
  const starts = Array.from({ length: Math.floor(days.length / WEEK) }, (_, k) => first + k * WEEK);
  return starts.slice(-104).map((start) => {
    const { hits, n } = total(days.slice(start, start + WEEK));
    return { start, share: n === 0 ? null : hits / n, n };
  });
}

const total = (days: readonly MixDay[]): MixDay =>
  days.reduce((sum, day) => ({ hits: sum.hits + day.hits, n: sum.n + day.n }), { hits: 0, n: 0 });

/** Days of a share of which single moments are kept: Σx of n. */
export const daysOfMoments = (days: readonly Moments[]): MixDay[] => days.map(({ n, sum }) => ({ hits: sum, n }));
