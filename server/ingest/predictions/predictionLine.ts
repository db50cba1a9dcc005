import { z } from 'zod';
import { ZONES } from '@/server/audit/zone';
import { MOST_FINDINGS, versionName } from '@/server/model/manifest';
import { plainText } from '@/server/problem/plainText';
import { instanceMetadata } from '../metadata';
import { TRUTH_SOURCES } from '../truthSources';

/** Cells of one map: 256 × 256, far more than a model's grid has. */
const MOST_CELLS = 65_536;

/** No map is in units that need more, and a sum of so many stays exact enough for the ledger. */
const LARGEST = 1e6;

const side = z.number().int().min(1).max(512);

/** A map on the model's own grid, row by row from the top left of the image. Additive: mean(values) + bias = logit. */
const sentMap = z
  .strictObject({
    height: side,
    width: side,
    values: z.array(z.number().min(-LARGEST).max(LARGEST)).max(MOST_CELLS),
    method: plainText(40).default('not stated'),
    additive: z.boolean().default(false),
  })
  .refine(({ height, width, values }) => values.length === height * width, {
    message: 'as many values as height × width',
    path: ['values'],
  });

const sentFinding = z.strictObject({
  probability: z.number().min(0).max(1),
  saliency: sentMap.optional(),
});

/** An instance that is here, by `id`; or one of the sender's, by `site` and `externalId`, with what is known of it. */
const sentInstance = instanceMetadata
  .omit({ truths: true })
  .extend({ id: z.uuid().toLowerCase().optional(), externalId: plainText(200).optional() })
  .superRefine(({ id, ...sent }, context) => {
    const given = Object.entries(sent).filter(([, value]) => value !== undefined);
    const problem = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (id === undefined && sent.externalId === undefined)
      problem('externalId', 'name the instance by id or externalId');
    if (id === undefined && sent.site === undefined) problem('site', 'an externalId belongs to a site: name it');
    const [field] = given[0] ?? [];
    if (id !== undefined && field !== undefined) problem(field, 'an instance named by id is known: leave this out');
  });

const countOf = (fields: object): number => Object.keys(fields).length;

/** One prediction that was made elsewhere, as `POST /api/v1/predictions` takes it. */
export const predictionLine = z.strictObject({
  modelVersion: versionName,
  instance: sentInstance,
  findings: z
    .record(plainText(100), sentFinding)
    .refine((sent) => countOf(sent) > 0, 'at least one finding')
    .refine((sent) => countOf(sent) <= MOST_FINDINGS, `at most ${MOST_FINDINGS} findings`),
  truths: instanceMetadata.shape.truths,
  truthSource: z.enum(TRUTH_SOURCES).default('unspecified'),
  /** PNG in base64 by zone; all of one size. */
  masks: z.partialRecord(z.enum(['lungs', ...ZONES]), z.base64()).optional(),
  /** Pooled features, kept as float32. */
  embedding: z.array(z.number().min(-LARGEST).max(LARGEST)).min(1).max(8_192).optional(),
});

export type PredictionLine = z.infer<typeof predictionLine>;
export type SentFinding = z.infer<typeof sentFinding>;
