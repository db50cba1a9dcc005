import type { ForestRow } from '@/app/chart/forestPlot';
import { csv } from '@/server/api/csv';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Statistics } from '@/server/queries/statistics';
import type { StratumStatistics } from '@/server/queries/stratumStatistics';
import type { Proportion } from '@/server/stats/wilsonInterval';

type Cell = string | number | null;

/** What every table is about and when it was read; first and last columns of each. */
type Source = Pick<Statistics, 'model' | 'finding' | 'definitionVersion' | 'asOf'>;

const table = (source: Source, header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  csv(
    ['model', 'finding', ...header, 'definition_version', 'as_of'],
    rows.map((row) => [source.model, source.finding, ...row, source.definitionVersion, source.asOf]),
  );

/** The estimates of a forest plot, unrounded. */
export const forestCsv = (source: Source, rows: readonly ForestRow[]): string =>
  table(
    source,
    ['figure', 'value', 'low_95', 'high_95', 'why_not'],
    rows.map(({ key, value, low, high, missing }) => [
      key,
      value,
      low,
      high,
      value === null ? (missing ?? null) : null,
    ]),
  );

const ends = (proportion: Proportion | null): Cell[] =>
  proportion === null ? [null, null, null] : [proportion.value, proportion.low, proportion.high];

const named = (statistics: Statistics, by: Stratifier): [name: string, figures: StratumStatistics][] => [
  ['all', statistics.total],
  ...statistics.strata.map((one): [string, StratumStatistics] => [one.stratum[by] ?? '', one]),
];

/** Decisions of all and of each stratum at each threshold, a row each. */
export function decisionsCsv(statistics: Statistics, by: Stratifier): string {
  const counts = ['true_positives', 'false_positives', 'true_negatives', 'false_negatives', 'undecided'];
  const shares = ['sensitivity', 'specificity', 'ppv', 'npv'].flatMap((name) => [name, `${name}_low`, `${name}_high`]);
  const rows = named(statistics, by).flatMap(([name, { decisions }]) =>
    decisions.map((one): Cell[] => [
      ...[name, one.of, one.threshold],
      ...[one.truePositives, one.falsePositives, one.trueNegatives, one.falseNegatives, one.undecided],
      ...[one.sensitivity, one.specificity, one.positivePredictiveValue, one.negativePredictiveValue].flatMap(ends),
    ]),
  );
  return table(statistics, ['stratum', 'threshold_of', 'threshold', ...counts, ...shares], rows);
}

/** Outside share of all and of each stratum beside chance. */
export function outsideCsv(statistics: Statistics, by: Stratifier): string {
  const header = ['stratum', 'maps', 'undefined', 'outside_share', 'low_95', 'high_95', 'chance', 'enrichment_log2'];
  const rows = named(statistics, by).map(([name, { outsideShare: share }]): Cell[] => [
    ...[name, share.n, share.undefined, share.mean, share.low, share.high, share.areaOutside, share.enrichment],
  ]);
  return table(statistics, header, rows);
}

/** Calibration figures of all and of each stratum. */
export function calibrationCsv(statistics: Statistics, by: Stratifier): string {
  const figures = ['observed_expected', 'in_the_large', 'slope'].flatMap((name) => [
    name,
    `${name}_low`,
    `${name}_high`,
  ]);
  const rows = named(statistics, by).map(([name, { labelled, positives, calibration: one }]): Cell[] => [
    ...[name, labelled, positives],
    ...[one.observedExpected, one.inTheLarge, one.slope].flatMap(({ value, low, high }) => [value, low, high]),
    ...[one.brier, one.calibrationError, one.calibrationErrorByChance, one.suppressed],
  ]);
  const rest = ['brier', 'ece', 'ece_by_chance', 'suppressed'];
  return table(statistics, ['stratum', 'labelled', 'positives', ...figures, ...rest], rows);
}
