import type { z } from 'zod';
import { stateChange } from '@/server/versions/changeState';
import { promotionDecision, rollbackRequest } from '@/server/versions/decide';
import { promotionRequest } from '@/server/versions/fixLimits';
import { analysisResponse } from './analysisResponses';
import { answer, content, idempotencyKey, type Json, operation, path, schemaOf } from './openapiParts';
import { modelVersionsResponse, promotionResponse, promotionsResponse, stateChangeResponse } from './versionSchema';

const body = (schema: z.ZodType): Json => ({
  parameters: [idempotencyKey],
  requestBody: { required: true, content: content(schemaOf(schema, 'input')) },
});

/** The part of the description that is about what versions are used for. */
export const VERSION_PATHS: Record<string, Json> = {
  '/api/v1/models/{modelId}/state': {
    parameters: [path('modelId')],
    get: operation('The versions of a model, what each is used for, every change of it, and the promotions', {
      200: answer('Versions, changes, promotions', modelVersionsResponse),
    }),
    post: operation(
      'Retire, stop or resume a version, or make it shadow; refused when its state is not the expected one',
      { 200: answer('The state it is in now', stateChangeResponse) },
      body(stateChange),
    ),
  },
  '/api/v1/models/{modelId}/promotions': {
    parameters: [path('modelId')],
    get: operation('The promotions of a model', { 200: answer('Newest first', promotionsResponse) }),
    post: operation(
      'Fix what a candidate has to keep; it cannot be changed afterwards',
      { 201: answer('The promotion, open', promotionResponse) },
      body(promotionRequest),
    ),
  },
  '/api/v1/promotions/{promotionId}': {
    parameters: [path('promotionId')],
    get: operation('A promotion, with its outcome as the comparison stands', {
      200: answer('The promotion', promotionResponse),
    }),
  },
  '/api/v1/promotions/{promotionId}/compare': {
    parameters: [path('promotionId')],
    post: operation('Compare both versions on the images that both have read; ask again until it is done', {
      200: answer('The comparison is done', analysisResponse),
      202: answer('It is under way', analysisResponse),
    }),
  },
  '/api/v1/promotions/{promotionId}/decision': {
    parameters: [path('promotionId')],
    post: operation(
      'Promote or reject. Promoting makes the candidate live and retires the live version',
      { 200: answer('The promotion, decided', promotionResponse) },
      body(promotionDecision),
    ),
  },
  '/api/v1/promotions/{promotionId}/rollback': {
    parameters: [path('promotionId')],
    post: operation(
      'Put both versions back as they were before a promotion',
      { 200: answer('The promotion, taken back', promotionResponse) },
      body(rollbackRequest),
    ),
  },
};
