import { z } from 'zod';

// What the description of the interface is put together from; see `openapi`.

export type Json = Record<string, unknown>;

export const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

export const content = (schema: Json, type = 'application/json'): Json => ({ [type]: { schema } });
export const answer = (description: string, schema: z.ZodType): Json => ({
  description,
  content: content(schemaOf(schema)),
});
export const binary = (description: string, type: string): Json => ({
  description,
  content: { [type]: { schema: { type: 'string', format: 'binary' } } },
});
const PROBLEM: Json = {
  description: 'What was wrong and how to mend it',
  content: content({ $ref: '#/components/schemas/Problem' }, 'application/problem+json'),
};

export const path = (name: string): Json => ({ name, in: 'path', required: true, schema: { type: 'string' } });
export const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same request under the same key gets the first answer.',
  schema: { type: 'string', minLength: 1, maxLength: 128 },
};

/** Query parameters out of a zod object. */
export function parameters(schema: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: property,
  }));
}

export const multipart = (properties: Json, required: string[]): Json => ({
  required: true,
  content: { 'multipart/form-data': { schema: { type: 'object', properties, required } } },
});

/** A body that is one document, or a stream of them. */
export const lines = (body: z.ZodType, line: z.ZodType): Json => ({
  required: true,
  content: { ...content(schemaOf(body, 'input')), ...content(schemaOf(line, 'input'), 'application/x-ndjson') },
});

export const file: Json = { type: 'string', format: 'binary' };
/** One operation; every one may also answer a problem. */
export function operation(summary: string, responsesOf: Json, rest: Json = {}): Json {
  return { summary, responses: { ...responsesOf, default: PROBLEM }, ...rest };
}
