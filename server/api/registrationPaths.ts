import { z } from 'zod';
import { manifest } from '@/server/model/manifest';
import { answer, content, file, idempotencyKey, type Json, multipart, operation, path, schemaOf } from './openapiParts';
import { registrationResponse, tryAgainRequest } from './registrationSchema';
import { registeredResponse } from './responses';

const files = { type: 'array', items: file };

/** Of a model; `data`: files that its weights lie in, under the names that the graph gives them. */
const parts = { model: file, data: files, manifest: schemaOf(manifest, 'input') };

const begunResponse = z.object({
  registrationId: z.uuid(),
  status: z.literal('pending'),
  links: z.object({ self: z.string() }),
});

export const REGISTERED: Json = {
  200: answer('This very version was here before', registeredResponse),
  201: answer('Registered', registeredResponse),
};

export const REGISTRATION: Json = {
  parameters: [idempotencyKey],
  requestBody: multipart(parts, ['model', 'manifest']),
};

/** With `dry=1` a model is only tried; then the manifest may be left out and `instance` may name a stored image. */
export const REGISTRATION_OR_TRY: Json = {
  parameters: [{ name: 'dry', in: 'query', schema: { enum: ['1'] } }, idempotencyKey],
  requestBody: multipart({ ...parts, instance: { type: 'string', format: 'uuid' } }, ['model']),
};

export const BEGUN: Json = { 202: answer('It is being tried (dry=1)', begunResponse) };

const ONE: Json[] = [path('registrationId')];

export const REGISTRATION_PATHS: Record<string, Json> = {
  '/api/v1/registrations/{registrationId}': {
    get: operation(
      'Where a registration or a try stands, with what was found',
      { 200: answer('The registration', registrationResponse) },
      { parameters: ONE },
    ),
    delete: operation('Give a try up, and its file', { 204: { description: 'Forgotten' } }, { parameters: ONE }),
  },
  '/api/v1/registrations/{registrationId}/try': {
    post: operation('Try the same file once more, with another manifest or on another image', BEGUN, {
      parameters: [...ONE, idempotencyKey],
      requestBody: { required: false, content: content(schemaOf(tryAgainRequest, 'input')) },
    }),
  },
  '/api/v1/registrations/{registrationId}/register': {
    post: operation('Make a version of what was tried', REGISTERED, { parameters: [...ONE, idempotencyKey] }),
  },
};
