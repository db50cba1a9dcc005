import { distanceOfEffect } from '@/app/strata/effectDistance';
import { type Order, ordered, parseOrder, type SortValue } from '@/app/table/order';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { SiteEffect } from '@/server/queries/overview';
import type { StratumStatistics } from '@/server/queries/stratumStatistics';
import { stratumName } from './variables';

/** One stratum with its effect against the reference; the reference itself has none. */
export type StratumRow = {
  stratum: string;
  statistics: StratumStatistics;
  effect: SiteEffect | null;
  isReference: boolean;
};

const KEYS = ['stratum', 'n', 'labelled', 'prevalence', 'probability', 'auc', 'effect', 'outside'] as const;

export type StratumKey = (typeof KEYS)[number];

/** The order that an address asks for; null: most cases first, as they come. */
export const stratumOrder = (text: string | undefined): Order<StratumKey> | null => parseOrder(text, KEYS);

const VALUES: Record<StratumKey, (row: StratumRow, by: Stratifier) => SortValue> = {
  stratum: ({ stratum }, by) => stratumName(by, stratum),
  n: ({ statistics }) => statistics.n,
  labelled: ({ statistics }) => statistics.coverage?.value ?? null,
  prevalence: ({ statistics }) => statistics.prevalence,
  probability: ({ statistics }) => statistics.meanProbability,
  auc: ({ statistics }) => statistics.auc.value,
  effect: ({ effect }) => distanceOfEffect(effect),
  outside: ({ statistics }) => statistics.outsideShare.mean,
};

/** Strata in the order that is asked for. */
export function orderedStrata(
  rows: readonly StratumRow[],
  by: Stratifier,
  order: Order<StratumKey> | null,
): StratumRow[] {
  return order === null ? [...rows] : ordered(rows, order.down, (row) => VALUES[order.by](row, by));
}
