import { z } from 'zod';
import { STRATIFIERS } from '@/server/cohort/cohortFilter';
import type { Confounder, Confounders } from '@/server/queries/confounders';
import type { Distributions, ScoreDistribution } from '@/server/queries/distributions';
import type { Generalisation } from '@/server/queries/generalisation';
import type { Reliability } from '@/server/queries/reliability';
import type { MatrixCell, SiteMatrix } from '@/server/queries/siteMatrix';
import type { ReliabilityPoint } from '@/server/queries/stratumStatistics';
import { figures, siteEffectSchema, suppressed } from './effectSchema';
import { figure, pooledAuc, proportion } from './statisticsSchema';

// What the interface answers of strata against each other, tied to the types of the queries.

const number = z.number().nullable();
const by = z.enum(STRATIFIERS);
const told = { asOf: z.iso.datetime(), definitionVersion: z.string() };
const of = { ...told, model: z.string(), finding: z.string() };

const matrixCell: z.ZodType<MatrixCell> = figures.extend({
  positivesOf: z.string(),
  negativesOf: z.string(),
  suppressed,
});

export const siteMatrixResponse: z.ZodType<SiteMatrix> = z.object({
  ...of,
  by,
  strata: z.array(z.object({ stratum: z.string(), positives: z.int(), negatives: z.int(), prevalence: number })),
  omitted: z.int(),
  cells: z.array(matrixCell),
  auc: pooledAuc,
  replay: z
    .object({
      prevalences: z.record(z.string(), z.number()),
      pooled: figures,
      within: figures,
      prevalenceOnly: z.number(),
    })
    .nullable(),
});

const confounder: z.ZodType<Confounder> = z.object({
  by,
  strata: z.int(),
  effects: z.array(siteEffectSchema),
  worst: siteEffectSchema.nullable(),
  none: z.enum(['no_truths', 'one_stratum', 'fewer_than_10_negatives', 'being_recounted']).nullable(),
  etaSquared: number,
  information: z.object({ bits: z.number(), n: z.int() }).nullable(),
  prevalenceOnly: number,
  lift: z.object({ value: number, low: number, high: number, errorBound: number }),
  adjusted: figure,
  coverage: z.array(z.object({ stratum: z.string(), n: z.int(), labelled: z.int(), share: proportion.nullable() })),
});

export const confoundersResponse: z.ZodType<Confounders> = z.object({
  ...of,
  pooled: figure,
  variables: z.array(confounder),
});

const testedAt = figures.extend({
  site: z.string(),
  internal: z.boolean().nullable(),
  positives: z.int(),
  negatives: z.int(),
  suppressed,
});

export const generalisationResponse: z.ZodType<Generalisation> = z.object({
  ...told,
  finding: z.string(),
  sites: z.array(z.string()),
  rows: z.array(
    z.object({
      model: z.string(),
      versionId: z.uuid(),
      trainedOn: z.array(z.string()).nullable(),
      sites: z.array(testedAt),
      internal: figures,
      external: figures,
      drop: z.object({ value: number, low: number, high: number, p: number }),
    }),
  ),
});

const distribution: z.ZodType<ScoreDistribution> = z.object({
  stratum: z.string(),
  n: z.int(),
  counts: z.array(z.int()),
  quartiles: z.object({ low: z.number(), median: z.number(), high: z.number() }).nullable(),
});

export const distributionsResponse: z.ZodType<Distributions> = z.object({
  ...of,
  by: by.nullable(),
  from: z.number(),
  width: z.number(),
  negatives: z.array(distribution),
  positives: z.array(distribution),
  unlabelled: z.array(distribution),
});

const point: z.ZodType<ReliabilityPoint> = z.object({
  n: z.int(),
  predicted: z.number(),
  observed: proportion,
  lowest: z.number(),
  highest: z.number(),
  calibratedVariance: z.number(),
});

export const reliabilityResponse: z.ZodType<Reliability> = z.object({
  ...of,
  by: by.nullable(),
  curves: z.array(z.object({ stratum: z.string().nullable(), n: z.int(), points: z.array(point), suppressed })),
});
