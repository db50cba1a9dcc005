import { z } from 'zod';
import { lesionLine, lesionsBody } from '@/server/ingest/lesionLine';
import type { CaseLesion } from '@/server/queries/caseLesions';
import { type Localisation, localisationQuery } from '@/server/queries/localisation';
import {
  answer,
  binary,
  content,
  idempotencyKey,
  type Json,
  lines,
  operation,
  parameters,
  path,
  schemaOf,
} from './openapiParts';
import { predictionsResponse } from './responses';

/** Parameters of `GET /api/v1/lesions`. */
export const lesionsQuery = z.strictObject({ instance: z.uuid() });

/** Parameters of `GET /api/v1/instances/{instanceId}/lesion`. */
export const lesionMaskQuery = z.strictObject({ finding: z.string().max(100), source: z.string().max(40).optional() });

const text = z.string();
const number = z.number().nullable();

const caseLesion: z.ZodType<CaseLesion> = z.object({
  ...{ instanceId: z.uuid(), finding: text, source: text, area: z.number(), receivedAt: z.iso.datetime() },
  boxes: z.array(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })).nullable(),
  maps: z.array(
    z.object({
      ...{ model: text, method: text, undefinedReason: text.nullable(), negativeOnLesion: z.boolean() },
      ...{ area: z.number(), contribution: z.number(), negativeShare: number },
      ...{ hit: z.boolean().nullable(), mass: number, rank: number, iou: number, enrichment: number },
    }),
  ),
  links: z.object({ mask: text }),
});

const mean = z.object({ n: z.int(), mean: number, low: number, high: number });
const counts = z.record(text, z.int());

export const localisationResponse: z.ZodType<Localisation> = z.object({
  ...{ model: text, finding: text, method: text, methods: z.array(text), of: z.int(), contradicted: z.int() },
  ...{ undefinedReasons: counts, sources: counts },
  groups: z.array(
    z.object({
      ...{ group: z.enum(['all', 'reached']), lesions: z.int(), patients: z.int() },
      ...{ hit: mean, mass: mean, rank: mean, iou: mean, enrichment: mean, area: mean, negative: mean },
    }),
  ),
  negative: z.array(z.object({ instanceId: z.uuid(), probability: z.number(), contribution: z.number() })),
  ...{ asOf: z.iso.datetime(), definitionVersion: text },
});

const lesionsResponse = z.object({ lesions: z.array(caseLesion) });
const recordedResponse = z.union([
  z.object({ recorded: z.int(), removed: z.int() }),
  predictionsResponse.omit({ versions: true }),
]);

/** Where findings are, and how maps lie to it. */
export const LESION_PATHS: Record<string, Json> = {
  '/api/v1/lesions': {
    get: operation(
      'Where the findings of an instance are, by whom, with the figures of every map held against it',
      { 200: answer('The lesions', lesionsResponse) },
      { parameters: parameters(lesionsQuery) },
    ),
    post: operation(
      'Record where findings are, as boxes in shares of the image or as PNG masks; of a JSON list all or none, of a stream each line by itself',
      { 200: answer('What became of them; figures follow as a job', recordedResponse) },
      { parameters: [idempotencyKey], requestBody: lines(lesionsBody, lesionLine) },
    ),
  },
  '/api/v1/instances/{instanceId}/lesion': {
    get: operation(
      'Where a finding is, as a mask of 0 and 255',
      { 200: binary('PNG', 'image/png') },
      { parameters: [path('instanceId'), ...parameters(lesionMaskQuery)] },
    ),
  },
  '/api/v1/localisation': {
    get: operation(
      'How a version’s maps lie to the lesions of a finding: pointing game, relevance mass and rank accuracy, IoU, enrichment, with intervals by patient. It describes, and is part of no verdict',
      {
        200: {
          description: 'JSON, or with format=csv one row a figure',
          content: { ...content(schemaOf(localisationResponse)), ...content({ type: 'string' }, 'text/csv') },
        },
      },
      { parameters: parameters(localisationQuery) },
    ),
  },
};
