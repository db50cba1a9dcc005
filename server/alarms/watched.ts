import type { Moments } from '@/server/stats/moments';
import { type AlarmRule, alphaOfLevel } from '@/server/stats/restartedAlarm';
import { indexOfDay, type Series } from './readSeries';
import { type Reference, referenceOf } from './reference';
import type { RuleParameters } from './statistic';

/** A sequence with what it is held against. `from`: index of the first day after the reference period; `days` from there on. */
export type Watched = { series: Series; reference: Reference; from: number; days: readonly Moments[] };

/** `without`: sequences with too few patient-days in the reference period. `alpha`: level of each single sequence. */
export type WatchedSet = { watched: Watched[]; without: Series[]; alpha: number | null };

/** Splits sequences by whether they have a reference, and shares the level among those that do. */
export function watchedOf(all: readonly Series[], parameters: RuleParameters): WatchedSet {
  const watched: Watched[] = [];
  const without: Series[] = [];
  for (const series of all) {
    const start = Math.max(0, indexOfDay(series.first, dateOf(parameters.referenceFrom)));
    const from = Math.max(0, indexOfDay(series.first, dateOf(parameters.referenceTo)) + 1);
    const reference = referenceOf(series.days.slice(start, from), parameters);
    if (reference === null) without.push(series);
    else watched.push({ series, reference, from, days: series.days.slice(from) });
  }
  return { watched, without, alpha: watched.length === 0 ? null : alphaOfLevel(parameters.level, watched.length) };
}

/** The arithmetic's rule of a watched sequence. */
export const ruleOf = ({ reference }: Watched, alpha: number, { burnIn }: RuleParameters): AlarmRule => ({
  ...{ band: reference.band, spread: reference.spread, alpha, burnIn },
});

export const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
