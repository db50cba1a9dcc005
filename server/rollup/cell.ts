import { STRATIFIERS, type Stratifier } from '@/server/cohort/cohortFilter';
import { type Contribution, type Countable, contributionOf, truthContribution } from './contribution';
import { type Acquisition, strataOf } from './strata';

export { type Countable, SHARE_BINS } from './contribution';
export { HISTOGRAMS, MEASURES, type Measure } from './measures';
export { type Acquisition, ageBand, strataOf } from './strata';

/** A change to one cell. `start` is the hour (UTC) of the acquisition, else of the arrival. */
export type CellDelta = Contribution & {
  findingId: number;
  by: Stratifier;
  stratum: string;
  site: string;
  start: Date;
};

/** What one result adds to its cells (`count` 1) or takes out of them (−1): one cell per stratifier. */
export function cellsOf(result: Countable, instance: Acquisition, count: 1 | -1 = 1): CellDelta[] {
  return spread(result.findingId, contributionOf(result, count), instance);
}

/** What a new or changed truth adds: the score moves from one label to the other, and nothing else changes. */
export function truthCells(
  { findingId, ...score }: Pick<Countable, 'findingId' | 'logit' | 'probability'>,
  before: 0 | 1 | null,
  after: 0 | 1 | null,
  instance: Acquisition,
): CellDelta[] {
  return before === after ? [] : spread(findingId, truthContribution(score, before, after), instance);
}

/** All cells share the one contribution: who sums them copies it. */
function spread(findingId: number, { measures, scores }: Contribution, instance: Acquisition): CellDelta[] {
  const strata = strataOf(instance);
  const { site } = instance;
  const start = hourOf(instance.acquiredAt ?? instance.receivedAt);
  return STRATIFIERS.map((by) => ({ findingId, by, stratum: strata[by], site, start, measures, scores }));
}

function hourOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 3_600_000) * 3_600_000);
}
