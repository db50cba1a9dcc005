import { z } from 'zod';
import { rollupFilter } from '@/server/cohort/cohortFilter';
import { mapQualityResponse } from './mapQualitySchema';
import { content, type Json, operation, parameters, schemaOf } from './openapiParts';

/** Parameters of `GET /api/v1/map-quality`. */
export const mapQualityQuery = rollupFilter
  .pick({ model: true })
  .required({ model: true })
  .extend({ format: z.enum(['json', 'csv']).optional() })
  .strict();

/** The part of the description that is about the quality of maps. */
export const MAP_QUALITY_PATHS: Record<string, Json> = {
  '/api/v1/map-quality': {
    get: operation(
      'Grades of a version’s saliency methods by the randomisation check, repeatability, and rates of unusable maps',
      {
        200: {
          description: 'JSON, or with format=csv one row a figure',
          content: { ...content(schemaOf(mapQualityResponse)), ...content({ type: 'string' }, 'text/csv') },
        },
      },
      { parameters: parameters(mapQualityQuery) },
    ),
  },
};
