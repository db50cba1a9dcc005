import { z } from 'zod';
import { EDIT_KINDS } from '@/server/edit/edit';
import type { AskedEdits } from '@/server/queries/askEdits';
import { EDIT_STATES } from '@/server/queries/editFiles';
import { EDIT_OUTCOMES, EDIT_SAMPLES, type EditView } from '@/server/queries/edits';
import { editImageQuery, editPairsQuery, editSaliencyQuery, editsQuery, editsRequest } from './editQuery';
import {
  answer,
  binary,
  content,
  idempotencyKey,
  type Json,
  operation,
  parameters,
  path,
  schemaOf,
} from './openapiParts';
import { saliencyResponse } from './responses';

const text = z.string();
const number = z.number().nullable();
const size = z.int().nullable();
const score = z.object({ probability: z.number(), logit: z.number() });

export const editResponse: z.ZodType<EditView> = z.object({
  ...{ id: z.uuid(), instanceId: z.uuid(), model: text, kind: z.enum(EDIT_KINDS), outcome: z.enum(EDIT_OUTCOMES) },
  ...{ donorId: z.uuid().nullable(), donorSite: text.nullable(), sample: z.enum(EDIT_SAMPLES), maskSource: text },
  ...{ inDistribution: z.boolean().nullable(), distance: number, distanceLimit: number, area: number },
  box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).nullable(),
  ...{ height: size, width: size, createdAt: z.iso.datetime(), definitionVersion: text },
  findings: z.array(z.object({ finding: text, before: score, after: score, delta: z.number() })),
  links: z.object({ image: text.nullable(), saliency: text.nullable(), saliencyBefore: text.nullable() }),
});

export const askedEditsResponse: z.ZodType<AskedEdits> = z.object({
  ...{ instanceId: z.uuid(), models: z.array(text), links: z.object({ edits: text, page: text }) },
});

export const editSaliencyResponse = z.intersection(saliencyResponse, z.object({ state: z.enum(EDIT_STATES) }));

const ofInstance: Json = { parameters: [path('instanceId'), ...parameters(editsQuery)] };

/** Minimal edits of images and what versions answered to them. */
export const EDIT_PATHS: Record<string, Json> = {
  '/api/v1/edits': {
    post: operation(
      'Edit one image now: erase and swap marker and frame, each with its control',
      { 202: answer('Accepted; the edits appear under `links.edits`', askedEditsResponse) },
      {
        parameters: [idempotencyKey],
        requestBody: { required: true, content: content(schemaOf(editsRequest, 'input')) },
      },
    ),
  },
  '/api/v1/edits/{editId}/image': {
    get: operation(
      'The edited picture as an 8-bit PNG',
      { 200: binary('PNG', 'image/png') },
      { parameters: [path('editId'), ...parameters(editImageQuery)] },
    ),
  },
  '/api/v1/edits/{editId}/saliency': {
    get: operation(
      'A raw signed saliency map of the edited image, or of the same plane before',
      { 200: answer('The map', editSaliencyResponse) },
      { parameters: [path('editId'), ...parameters(editSaliencyQuery)] },
    ),
  },
  '/api/v1/edits.csv': {
    get: operation(
      'All edits of a version for one finding, one a row',
      { 200: binary('CSV', 'text/csv') },
      { parameters: parameters(editPairsQuery) },
    ),
  },
  '/api/v1/instances/{instanceId}/edits': {
    get: operation('The edits of an image', { 200: answer('By version and kind', z.array(editResponse)) }, ofInstance),
  },
  '/api/v1/instances/{instanceId}/edits.csv': {
    get: operation('The same, one row a finding', { 200: binary('CSV', 'text/csv') }, ofInstance),
  },
};
