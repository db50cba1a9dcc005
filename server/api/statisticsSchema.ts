import { z } from 'zod';
import { STRATIFIERS } from '@/server/cohort/cohortFilter';
import type { OutsideShareSummary } from '@/server/queries/outsideSummary';
import type { Statistics } from '@/server/queries/statistics';
import type {
  Calibration,
  Decision,
  Figure,
  PooledAuc,
  Proportion,
  StratumStatistics,
} from '@/server/queries/stratumStatistics';
import { aucSchema, figures, siteEffectSchema, suppressed } from './effectSchema';

// What `GET /api/v1/statistics` answers, tied to the types of the query.

const number = z.number().nullable();
const time = z.iso.datetime();

export const figure: z.ZodType<Figure> = z.object({ value: number, low: number, high: number });

export const proportion: z.ZodType<Proportion> = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  hits: z.int(),
  n: z.int(),
});

const outsideShare: z.ZodType<OutsideShareSummary> = z.object({
  n: z.int(),
  undefined: z.int(),
  undefinedReasons: z.record(z.string(), z.int()),
  mean: number,
  low: number,
  high: number,
  areaOutside: number,
  enrichment: number,
});

const calibration: z.ZodType<Calibration> = z.object({
  observedExpected: figure,
  inTheLarge: figure,
  slope: figure,
  brier: number,
  calibrationError: number,
  calibrationErrorByChance: number,
  suppressed,
});

const decision: z.ZodType<Decision> = z.object({
  of: z.enum(['manifest', 'sensitivity']),
  threshold: z.number(),
  truePositives: z.int(),
  falsePositives: z.int(),
  trueNegatives: z.int(),
  falseNegatives: z.int(),
  undecided: z.int(),
  sensitivity: proportion.nullable(),
  specificity: proportion.nullable(),
  positivePredictiveValue: proportion.nullable(),
  negativePredictiveValue: proportion.nullable(),
});

const cohort = z.object({
  n: z.int(),
  positives: z.int(),
  labelled: z.int(),
  coverage: proportion.nullable(),
  prevalence: number,
  prevalenceInterval: z.object({ low: z.number(), high: z.number() }).nullable(),
  meanProbability: number,
  meanProbabilityPositives: number,
  meanProbabilityNegatives: number,
  flagged: z.int(),
  auc: aucSchema,
  outsideShare,
  calibration,
  decisions: z.array(decision),
});
const total: z.ZodType<StratumStatistics> = cohort;

export const pooledAuc: z.ZodType<PooledAuc> = z.object({
  pooled: figures,
  adjusted: figures,
  within: figures,
  between: figures,
  withinPairs: number,
  lift: z.object({ value: number, low: number, high: number, errorBound: number }),
  prevalenceOnly: number,
  entered: z.array(z.string()),
  left: z.array(z.string()),
});

export const statisticsResponse: z.ZodType<Statistics> = z.object({
  definitionVersion: z.string(),
  attributionVersion: z.string(),
  asOf: time,
  model: z.string(),
  finding: z.string(),
  by: z.enum(STRATIFIERS).nullable(),
  period: z.object({ from: time.nullable(), to: time.nullable() }),
  total,
  strata: z.array(cohort.extend({ stratum: z.partialRecord(z.enum(STRATIFIERS), z.string()) })),
  siteEffect: z.array(siteEffectSchema),
  auc: pooledAuc.nullable(),
});
