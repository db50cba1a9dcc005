import type { FindingDatum } from '@/app/chart/findingBars';
import type { TrendDatum } from '@/app/chart/trendPoint';
import { bucketLabel } from '@/app/format/time';
import { findingName } from '@/app/matrix/answer';
import type { Overview, OverviewFinding } from '@/server/queries/overview';

/** Bars of the findings that have a defined share, largest difference from chance first. */
export function barData(findings: OverviewFinding[]): FindingDatum[] {
  return findings
    .flatMap(({ finding, outsideShare: { n, mean, low, high, areaOutside } }) =>
      mean === null
        ? []
        : [
            {
              name: findingName(finding),
              outside: mean * 100,
              chance: areaOutside === null ? null : areaOutside * 100,
              error: [(mean - (low ?? mean)) * 100, ((high ?? mean) - mean) * 100] satisfies [number, number],
              n,
            },
          ],
    )
    .toSorted((a, b) => b.outside - (b.chance ?? 0) - (a.outside - (a.chance ?? 0)));
}

const inPercent = (share: number | null): number | null => (share === null ? null : share * 100);

/** Buckets of one finding's trend, in percent. */
export const trendData = (finding: OverviewFinding, grain: Overview['trendGrain']): TrendDatum[] =>
  finding.trend.map(({ start, n, outsideN, meanOutside, low, high, meanProbability }) => ({
    label: bucketLabel(start, grain),
    outside: inPercent(meanOutside),
    low: inPercent(low),
    high: inPercent(high),
    maps: outsideN,
    probability: meanProbability * 100,
    n,
  }));

/** The finding that a model's page opens with: the one asked for, else the furthest above chance, else the first. */
export function chosenFinding(findings: OverviewFinding[], asked: string | undefined): OverviewFinding | undefined {
  const named = findings.find((finding) => finding.finding === asked);
  const top = barData(findings)[0]?.name;
  return named ?? findings.find((finding) => findingName(finding.finding) === top) ?? findings[0];
}
