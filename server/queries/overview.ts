import { DEFINITION_VERSION } from '@/server/audit/definition';
import type { RollupFilter } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import type { Prisma } from '@/server/db/generated/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { isClassifier } from '@/server/db/isClassifier';
import { versionCondition } from '@/server/db/versionCondition';
import { scopeOf } from '@/server/model/manifest';
import { type VersionState, versionState } from '@/server/model/versionState';
import { fromFixedPoint } from '@/server/rollup/fixedPoint';
import { meanInterval } from '@/server/stats/meanInterval';
import { type AucSummary, aucSummary } from './aucSummary';
import { cellFilter } from './cellFilter';
import { addCells, NO_CELLS } from './cellSums';
import { labelledScores } from './labelledScores';
import { meanProbability, type OutsideShareSummary, outsideSummary } from './outsideSummary';
import { saliencyOf } from './saliencyOf';
import { scoredStratum } from './siteEffect';
import { type SiteEffectSummary, siteEffectSummary } from './siteEffectSummary';
import { readSiteSums, type SiteSums } from './siteSums';

export type { AucSummary } from './aucSummary';
export type { OutsideShareSummary } from './outsideSummary';
export type { SiteEffect } from './siteEffect';
export type { SiteEffectSummary } from './siteEffectSummary';

/** One period of a trend; `low` and `high`: 95 % interval of the mean outside share, null when outsideN < 2. */
export type TrendPoint = {
  start: string;
  n: number;
  meanProbability: number;
  outsideN: number;
  meanOutside: number | null;
  low: number | null;
  high: number | null;
};

export type OverviewFinding = {
  finding: string;
  n: number;
  positives: number;
  labelled: number;
  flagged: number;
  meanProbability: number | null;
  outsideShare: OutsideShareSummary;
  /** Of the score for the finding, all sites together. */
  auc: AucSummary;
  /** Of the score for the site, among cases without the finding. */
  siteEffect: SiteEffectSummary;
  /** At most 48 points, oldest first. */
  trend: TrendPoint[];
};

export type OverviewModel = {
  versionId: string;
  name: string;
  version: string;
  scope: 'all' | 'demo';
  state: VersionState;
  createdAt: string;
  /** true when this version has CAM and log-ratio maps. */
  hasSaliency: boolean;
  findings: OverviewFinding[];
};

export type Overview = {
  asOf: string;
  definitionVersion: string;
  trendGrain: 'hour' | 'day' | 'month';
  /** Live versions, or the one that was asked for whatever its state. */
  models: OverviewModel[];
  /** Candidates that read beside them, and versions that were stopped; empty when one was asked for. */
  besides: { versionId: string; name: string; version: string; state: VersionState; reason: string | null }[];
  counts: { instances: number; pending: number; failed: number; notScored: number };
};

const TREND_POINTS = 48;

/** The model × finding matrix with the state of the stream; reads rollups only. */
export async function getOverview(filter: RollupFilter): Promise<Overview> {
  const { where: cells, times } = cellFilter(filter, null);
  const [versions, sums, trend, counts] = await Promise.all([
    readVersions(filter),
    readSiteSums(cells),
    readTrend(times),
    readCounts(),
  ]);
  const shown = versions.filter(({ state }) => filter.model !== undefined || state === 'live');
  const models = shown.map(({ id, version, state, createdAt, manifest, saliency, model, findings }) => ({
    versionId: id,
    name: model.name,
    version,
    scope: scopeOf(manifest) ?? 'all',
    state: versionState.parse(state),
    createdAt: createdAt.toISOString(),
    hasSaliency: saliencyOf(saliency).available.length > 0,
    findings: findings
      .filter(({ name }) => filter.finding === undefined || filter.finding === name)
      .map((finding) => overviewFinding(finding.name, sums.get(finding.id) ?? [], trend.points.get(finding.id) ?? [])),
  }));
  return {
    asOf: new Date().toISOString(),
    definitionVersion: DEFINITION_VERSION,
    trendGrain: trend.grain,
    models,
    besides: versions
      .filter((version) => !shown.includes(version) && version.state !== 'retired')
      .map(({ id, version, state, stateReason, model }) => ({
        ...{ versionId: id, name: model.name, version },
        ...{ state: versionState.parse(state), reason: stateReason },
      })),
    counts,
  };
}

function overviewFinding(finding: string, sites: SiteSums[], trend: TrendPoint[]): OverviewFinding {
  const known = sites.reduce(addCells, NO_CELLS);
  return {
    finding,
    n: known.n,
    positives: known.positives,
    labelled: known.positives + known.negatives,
    flagged: known.flagged,
    meanProbability: meanProbability(known),
    outsideShare: outsideSummary(known),
    auc: aucSummary(labelledScores(known)),
    siteEffect: siteEffectSummary(sites.map((row) => scoredStratum(row.site, row))),
    trend,
  };
}

function readVersions(filter: RollupFilter) {
  return inSnapshot(db(), (tx) =>
    tx.modelVersion.findMany({
      where: { ...isClassifier, ...(filter.model !== undefined && versionCondition(filter.model)) },
      include: { model: true, findings: { orderBy: { channel: 'asc' } } },
      orderBy: [{ createdAt: 'asc' }],
    }),
  );
}

type TrendRow = {
  findingId: number;
  start: Date;
  n: number;
  sumProbability: number;
  outsideN: number;
  sumOutside: number;
  sumOutsideSquared: number;
};

/** Hours while everything lies within two days, else days, else months; never finer than the coarsest cell. */
async function readTrend(
  times: Prisma.Sql,
): Promise<{ grain: Overview['trendGrain']; points: Map<number, TrendPoint[]> }> {
  const [range] = await db().$queryRaw<{ hours: number; days: boolean; months: boolean }[]>`
    select coalesce(extract(epoch from max(c.start) - min(c.start)) / 3600, 0)::float8 as hours,
      coalesce(bool_or(c.grain = 'day'), false) as days, coalesce(bool_or(c.grain = 'month'), false) as months
    from rollup_cell c where ${times}`;
  const { hours = 0, days = false, months = false } = range ?? {};
  const grain = months || hours >= TREND_POINTS * 24 ? 'month' : days || hours >= TREND_POINTS ? 'day' : 'hour';
  const rows = await db().$queryRaw<TrendRow[]>`
    select c.finding_id as "findingId", date_trunc(${grain}, c.start, 'UTC') as start, sum(c.n)::float8 as n,
      sum(c.sum_probability)::float8 as "sumProbability", sum(c.outside_n)::float8 as "outsideN",
      sum(c.sum_outside)::float8 as "sumOutside", sum(c.sum_outside_squared)::float8 as "sumOutsideSquared"
    from rollup_cell c
    where ${times}
    group by 1, 2
    order by 1, 2`;
  const points = new Map<number, TrendPoint[]>();
  for (const row of rows) {
    const list = points.get(row.findingId) ?? [];
    points.set(row.findingId, list);
    list.push(trendPoint(row));
    if (list.length > TREND_POINTS) list.shift();
  }
  return { grain, points };
}

function trendPoint({ start, n, sumProbability, outsideN, sumOutside, sumOutsideSquared }: TrendRow): TrendPoint {
  const { mean, low, high } = meanInterval(outsideN, fromFixedPoint(sumOutside), fromFixedPoint(sumOutsideSquared));
  const probability = n === 0 ? 0 : fromFixedPoint(sumProbability) / n;
  return { start: start.toISOString(), n, meanProbability: probability, outsideN, meanOutside: mean, low, high };
}

async function readCounts(): Promise<Overview['counts']> {
  const groups = await db().instance.groupBy({ by: ['status'], _count: true });
  const count = (status: string) => groups.find((group) => group.status === status)?._count ?? 0;
  return {
    instances: groups.reduce((sum, group) => sum + group._count, 0),
    pending: count('pending'),
    failed: count('failed'),
    notScored: count('not-scored'),
  };
}
