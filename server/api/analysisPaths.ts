import { analysisQuestion, analysisResponse } from './analysisResponses';
import { answer, content, type Json, operation, path, schemaOf } from './openapiParts';

const ONE: Json = { parameters: [path('analysisId')] };
const STATES: Json = {
  200: answer('Done, failed or stopped', analysisResponse),
  202: answer('Waits or runs; ask again', analysisResponse),
};

/** Questions that single results have to be read for. */
export const ANALYSIS_PATHS: Record<string, Json> = {
  '/api/v1/analyses': {
    post: operation(
      'Ask what single results have to be read for; asking again is asking the same',
      { 200: answer('The answer', analysisResponse), 202: answer('It is being made', analysisResponse) },
      { requestBody: { required: true, content: content(schemaOf(analysisQuestion, 'input')) } },
    ),
  },
  '/api/v1/analyses/{analysisId}': { get: operation('How far an analysis is, and its answer', STATES, ONE) },
  '/api/v1/analyses/{analysisId}/cancel': {
    post: operation('Stop an analysis; an answer from before stays', STATES, ONE),
  },
  '/api/v1/analyses/{analysisId}/refresh': {
    post: operation('Ask it anew; an answer from before stays until then', STATES, ONE),
  },
};
