import { z } from 'zod';
import { evidenceSettingChange } from '@/server/queries/evidenceSettings';
import { evidenceResponse, evidenceSettingsResponse, versionEvidenceResponse } from './evidenceSchema';
import { answer, content, type Json, operation, parameters, schemaOf } from './openapiParts';
import { evidenceQuery } from './query';

/** The part of the description that is about evidence. */
export const EVIDENCE_PATHS: Record<string, Json> = {
  '/api/v1/evidence': {
    get: operation(
      'The evidence lines of a finding and the verdict over them; without a finding the verdicts on all',
      {
        200: {
          description: 'JSON, or with format=csv one row a line',
          content: {
            ...content(schemaOf(z.union([evidenceResponse, versionEvidenceResponse]))),
            ...content({ type: 'string' }, 'text/csv'),
          },
        },
      },
      { parameters: parameters(evidenceQuery) },
    ),
  },
  '/api/v1/evidence-settings': {
    get: operation('The thresholds of the verdict rule, and who changed them when and why', {
      200: answer('In force, defaults, history', evidenceSettingsResponse),
    }),
    put: operation(
      'Change the thresholds; refused when somebody else did since they were read',
      { 200: answer('In force, defaults, history', evidenceSettingsResponse) },
      { requestBody: { required: true, content: content(schemaOf(evidenceSettingChange, 'input')) } },
    ),
  },
};
