import type { z } from 'zod';
import { analysisResponse } from './analysisResponses';
import * as comparisons from './comparisonSchema';
import { answer, content, type Json, operation, parameters, schemaOf } from './openapiParts';
import { confoundersQuery, generalisationQuery, siteMatrixQuery, statisticsQuery, strataQuery } from './query';
import { statisticsResponse } from './statisticsSchema';

/** A question that is answered as JSON or, with `format=csv`, as a table. */
const table = (summary: string, told: z.ZodType, query: z.ZodObject, others: Json = {}): Json => ({
  get: operation(
    summary,
    {
      200: {
        description: 'JSON, or CSV with format=csv',
        content: { ...content(schemaOf(told)), ...content({ type: 'string' }, 'text/csv') },
      },
      ...others,
    },
    { parameters: parameters(query) },
  ),
});

/** The part of the description that is about statistics. */
export const STATISTICS_PATHS: Record<string, Json> = {
  '/api/v1/statistics': table('Totals and strata of one finding', statisticsResponse, statisticsQuery, {
    202: answer('No rollup holds this filter, so single results are being read; ask again', analysisResponse),
  }),
  '/api/v1/site-matrix': table(
    'AUC of every stratum’s positives against every stratum’s negatives, and with other prevalences',
    comparisons.siteMatrixResponse,
    siteMatrixQuery,
  ),
  '/api/v1/confounders': table(
    'Every stratifying variable as a possible confounder of a finding',
    comparisons.confoundersResponse,
    confoundersQuery,
  ),
  '/api/v1/generalisation': table(
    'Every version with a finding on every site, inside and outside of its training',
    comparisons.generalisationResponse,
    generalisationQuery,
  ),
  '/api/v1/distributions': table(
    'Scores of one finding by stratum and truth, as counts in bins of the logit',
    comparisons.distributionsResponse,
    strataQuery,
  ),
  '/api/v1/reliability': table(
    'Observed against predicted in ten groups, of all cases and by stratum',
    comparisons.reliabilityResponse,
    strataQuery,
  ),
};
