import { csv } from '@/server/api/csv';
import type { Overview, OverviewFinding } from '@/server/queries/overview';

const HEADER = [
  'model',
  'finding',
  'start_utc',
  'grain',
  'n',
  'outside_n',
  'outside_share',
  'outside_low_95',
  'outside_high_95',
  'mean_probability',
  'definition_version',
  'as_of',
];

/** One finding's trend as CSV, a row per point; shares and probabilities 0 to 1, empty where undefined. */
export function trendCsv(model: string, { finding, trend }: OverviewFinding, overview: Overview): string {
  const { trendGrain, definitionVersion, asOf } = overview;
  const rows = trend.map(({ start, n, outsideN, meanOutside, low, high, meanProbability }) => [
    model,
    finding,
    start,
    trendGrain,
    n,
    outsideN,
    meanOutside,
    low,
    high,
    meanProbability,
    definitionVersion,
    asOf,
  ]);
  return csv(HEADER, rows);
}

/** A CSV document as an address that needs no request. */
export const csvDataUrl = (text: string): string => `data:text/csv;charset=utf-8,${encodeURIComponent(text)}`;
