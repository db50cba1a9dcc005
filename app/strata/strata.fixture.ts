import type { MatrixCell, SiteMatrix } from '@/server/queries/siteMatrix';
import type { PooledAuc } from '@/server/queries/stratumStatistics';

const figure = (value: number) => ({ value, low: value - 0.01, high: value + 0.01, errorBound: 0.001 });

/** AUCs of the paper's joint model over two hospitals (SCIENCE §0a.9). */
export const PAPER_AUC: PooledAuc = {
  pooled: figure(0.931),
  adjusted: figure(0.795),
  within: figure(0.786),
  between: figure(0.98),
  withinPairs: 0.252,
  lift: { value: 0.136, low: 0.12, high: 0.15, errorBound: 0.001 },
  prevalenceOnly: 0.857,
  entered: ['MSH', 'NIH'],
  left: [],
};

const cell = (positivesOf: string, negativesOf: string, value: number): MatrixCell => ({
  ...{ positivesOf, negativesOf, ...figure(value), suppressed: null },
});

/** The paper's counts (22,062 at 1.2 %, 8,388 at 34.2 %) with AUCs that are made up. */
export const PAPER_MATRIX: SiteMatrix = {
  asOf: '2026-11-23T10:00:00.000Z',
  definitionVersion: '1',
  model: 'joint@1',
  finding: 'Pneumonia',
  by: 'site',
  strata: [
    { stratum: 'NIH', positives: 265, negatives: 21_797, prevalence: 265 / 22_062 },
    { stratum: 'MSH', positives: 2869, negatives: 5519, prevalence: 2869 / 8388 },
  ],
  cells: [cell('NIH', 'NIH', 0.733), cell('NIH', 'MSH', 0.3), cell('MSH', 'NIH', 0.985), cell('MSH', 'MSH', 0.805)],
  auc: PAPER_AUC,
  replay: null,
  omitted: 0,
};
