import { z } from 'zod';
import type { MakingSaliency } from '@/server/queries/saliencyAsk';
import type { MethodList } from '@/server/queries/saliencyMethods';
import type { MethodSaliency } from '@/server/queries/saliencyStored';
import { SALIENCY_METHODS } from '@/server/saliency/saliencyMethod';
import { saliencyState } from './analysisResponses';
import { answer, content, type Json, operation, parameters, path, schemaOf } from './openapiParts';
import { saliencyAsked, saliencyMethodsQuery, saliencyQuery } from './saliencyQuery';

const text = z.string();
const number = z.number().nullable();
const parametersOfMethod: z.ZodType<MethodSaliency['parameters']> = z.custom<MethodSaliency['parameters']>().meta({
  ...{ type: 'object', description: 'Parameters of the method, with their defaults' },
});
const figures: z.ZodType<NonNullable<MethodSaliency['figures']>> = z.object({
  shapley: z
    .object({
      groups: z.array(
        z.object({
          group: z.enum(['lungs', 'heart-mediastinum', 'marker', 'frame', 'rest']),
          ...{ contribution: z.number(), area: z.number(), isEmpty: z.boolean() },
        }),
      ),
      ...{ full: z.number(), blank: z.number() },
    })
    .optional(),
  rise: z
    .object({
      ...{ masks: z.int(), splitHalf: number, reliability: number },
      ...{ standardErrors: z.array(z.number()), notConverged: z.boolean() },
    })
    .optional(),
  scoreCam: z
    .object({
      ...{ channels: z.int(), used: z.int(), energyShare: z.number() },
      weighting: z.enum(['softmax', 'difference']),
    })
    .optional(),
  eigenCam: z.object({ varianceShare: z.number() }).optional(),
  rollout: z.object({ layers: z.int(), tokens: z.int() }).optional(),
});

const methodSaliency: z.ZodType<MethodSaliency> = z.object({
  ...{ method: text, convention: text, layer: text.nullable(), model: text, finding: text },
  unit: z.enum(['logits', 'nats', 'as sent', 'weights']),
  ...{ bias: number, baseline: z.number(), height: z.int(), width: z.int(), values: z.array(z.number()) },
  ...{ parameters: parametersOfMethod, forwards: z.int(), milliseconds: number, isExploratory: z.boolean() },
  ...{ undefinedReason: text.nullable(), figures: figures.nullable() },
});

const making: z.ZodType<MakingSaliency> = z.object({
  analysis: saliencyState,
  cost: z.object({ forwards: z.int(), seconds: number }),
  links: z.object({ analysis: text, saliency: text }),
});

const methodList: z.ZodType<MethodList> = z.object({
  ...{ instanceId: z.uuid(), model: text },
  methods: z.array(
    z.object({
      ...{ method: z.enum(SALIENCY_METHODS), label: text, reason: text.nullable(), parameters: parametersOfMethod },
      state: z.enum(['ready', 'available', 'refused', 'not-offered']),
      ...{ isExploratory: z.boolean(), forwards: z.int(), seconds: number },
      analysis: z.object({ id: z.uuid(), status: text, done: z.int(), total: z.int().nullable() }).nullable(),
    }),
  ),
});

/** Maps of any method, and which methods there are for an image. */
export const SALIENCY_PATHS: Record<string, Json> = {
  '/api/v1/instances/{instanceId}/saliency': {
    get: operation(
      'A raw signed saliency map',
      { 200: answer('The map', methodSaliency) },
      { parameters: [path('instanceId'), ...parameters(saliencyQuery)] },
    ),
    post: operation(
      'Ask for the map of a method; one run makes those of all findings',
      {
        200: answer('The map, where it is there', methodSaliency),
        202: answer('It is being made; ask again under `links.analysis`', making),
      },
      {
        parameters: [path('instanceId')],
        requestBody: { required: true, content: content(schemaOf(saliencyAsked, 'input')) },
      },
    ),
  },
  '/api/v1/instances/{instanceId}/saliency-methods': {
    get: operation(
      'Which methods there are for an image: what is ready, what may be asked for at what cost, what not and why',
      { 200: answer('The methods', methodList) },
      { parameters: [path('instanceId'), ...parameters(saliencyMethodsQuery)] },
    ),
  },
};
