import type { RollupFilter, Stratifier } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { expit } from '@/server/stats/expit';
import { LOGIT_BINS, LOGIT_RANGE } from '@/server/stats/logitBins';
import { LOGIT_BIN_WIDTH } from '@/server/stats/tallyOfBins';
import { MIN_CASES } from './aucSummary';
import { binnedQuantile } from './binnedQuantile';
import { cellFilter } from './cellFilter';
import { histogramText } from './cellSums';
import { countsOf } from './labelledScores';
import { scopedFinding } from './scopedFinding';
import { STATISTICS_VERSION } from './statisticsVersion';

/**
 * The scores of one stratum with one truth: counts in equal bins of the logit, and quartiles as probabilities; without
 * both under ten cases. Without `by` the one stratum is `all`.
 */
export type ScoreDistribution = {
  stratum: string;
  n: number;
  counts: number[];
  quartiles: { low: number; median: number; high: number } | null;
};

/**
 * Distributions of the logit by stratum, for ridgelines: among cases without the finding, with it, and without a label.
 * Bin k covers `from` + k·`width` to + (k+1)·`width` logits; bins are trimmed to what is filled, at most 128 of them.
 */
export type Distributions = {
  asOf: string;
  definitionVersion: string;
  model: string;
  finding: string;
  by: Stratifier | null;
  from: number;
  width: number;
  negatives: ScoreDistribution[];
  positives: ScoreDistribution[];
  unlabelled: ScoreDistribution[];
};

const TRUTHS = ['negativeScores', 'positiveScores', 'unlabelledScores'] as const;
type Row = Record<(typeof TRUTHS)[number], string> & { stratum: string; n: number };
type Scores = { stratum: string; n: number; counts: Float64Array };

/** Distributions of one finding by stratum, strata with most cases first. */
export async function getDistributions(filter: RollupFilter, by: Stratifier | null): Promise<Distributions> {
  const { id, model, finding } = await scopedFinding(filter);
  const rows = await readRows(id, filter, by);
  const [negatives = [], positives = [], unlabelled = []] = TRUTHS.map((truth) =>
    rows.map((row): Scores => {
      const counts = countsOf(row[truth]);
      return { stratum: row.stratum, n: counts.reduce((sum, count) => sum + count, 0), counts };
    }),
  );
  const frame = frameOf([...negatives, ...positives, ...unlabelled]);
  const told = (scores: Scores[]) => scores.map((one) => distribution(one, frame));
  return {
    asOf: new Date().toISOString(),
    definitionVersion: STATISTICS_VERSION,
    model,
    finding,
    by,
    from: frame.first * LOGIT_BIN_WIDTH - LOGIT_RANGE,
    width: frame.step * LOGIT_BIN_WIDTH,
    negatives: told(negatives),
    positives: told(positives),
    unlabelled: told(unlabelled),
  };
}

function readRows(findingId: number, filter: RollupFilter, by: Stratifier | null): Promise<Row[]> {
  const { where, strata } = cellFilter(filter, by);
  const texts = Prisma.join(TRUTHS.map(histogramText));
  return db().$queryRaw<Row[]>`
    select ${by === null ? Prisma.sql`'all'` : strata} as stratum, sum(c.n)::float8 as n, ${texts}
    from rollup_cell c
    where c.finding_id = ${findingId} and ${where}
    group by 1
    having sum(c.n) > 0
    order by 2 desc, 1`;
}

const MOST_BINS = 128;

/** First bin, how many of the 512 make one, and how many there are: so that at most `MOST_BINS` cover what is told. */
type Frame = { first: number; step: number; bins: number };

function frameOf(all: readonly Scores[]): Frame {
  const told = all.filter(({ n }) => n >= MIN_CASES);
  const filled = Array.from({ length: LOGIT_BINS }, (_, bin) => bin).filter((bin) =>
    told.some(({ counts }) => (counts[bin] ?? 0) > 0),
  );
  const [low, high] = [filled[0] ?? 0, filled.at(-1) ?? -1];
  for (let step = 1; ; step *= 2) {
    const first = Math.floor(low / step) * step;
    const bins = Math.ceil((high + 1 - first) / step);
    if (bins <= MOST_BINS) return { first, step, bins };
  }
}

function distribution({ stratum, n, counts }: Scores, { first, step, bins }: Frame): ScoreDistribution {
  if (n < MIN_CASES) return { stratum, n, counts: [], quartiles: null };
  const shown = new Array<number>(bins).fill(0);
  for (const [bin, count] of counts.entries()) {
    const into = Math.floor((bin - first) / step);
    if (count > 0) shown[into] = (shown[into] ?? 0) + count;
  }
  const quantile = (share: number): number => expit(binnedQuantile(counts, share) * LOGIT_BIN_WIDTH - LOGIT_RANGE);
  const quartiles = { low: quantile(0.25), median: quantile(0.5), high: quantile(0.75) };
  return { stratum, n, counts: shown, quartiles };
}
