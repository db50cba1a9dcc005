import { z } from 'zod';
import { STRATIFIERS } from '@/server/cohort/cohortFilter';
import type { AucSummary, SiteEffect } from '@/server/queries/overview';

// AUCs and site effects as the interface gives them, tied to the types of the queries.

const number = z.number().nullable();
export const suppressed = z.enum(['fewer_than_10_positives', 'fewer_than_10_negatives', 'being_recounted']).nullable();
export const figures = z.object({ value: number, low: number, high: number, errorBound: number });

export const aucSchema: z.ZodType<AucSummary> = figures.extend({ suppressed });

export const siteEffectSchema: z.ZodType<SiteEffect> = z.object({
  by: z.enum(STRATIFIERS),
  stratum: z.string(),
  reference: z.string(),
  negatives: z.object({
    n: z.int(),
    referenceN: z.int(),
    aucOfScore: figures,
    etaSquared: number,
    etaSquaredBalanced: number,
    gapLogit: z.object({ value: number, low: number, high: number }),
    suppressed,
  }),
  prevalence: z.object({ stratum: number, reference: number, low: number, high: number }),
  gradient: z.enum(['along', 'against', 'none']),
  grade: z.enum(['follows', 'weak', 'shift', 'below', 'few']),
});
