import { z } from 'zod';
import { ZONES } from '@/server/audit/zone';
import { graphReport } from '@/server/model/graphReport';
import { versionState } from '@/server/model/versionState';
import type { CaseDetail, InstancePrediction } from '@/server/queries/caseDetail';
import type { CasePage } from '@/server/queries/cases';
import type { LiveStatus } from '@/server/queries/liveStatus';
import type { ModelVersionSummary } from '@/server/queries/models';
import type { SaliencyAnswer } from '@/server/queries/saliency';
import { saliency } from '@/server/queries/saliencyOf';
import { ledger, shares } from '@/server/queries/storedResult';

// The answers of the interface. Each is tied to the type of the query that makes it, so the two cannot drift apart.

export { statisticsResponse } from './statisticsSchema';

const text = z.string().nullable();
const number = z.number().nullable();
const time = z.iso.datetime();
const status = z.enum(['pending', 'done', 'failed', 'not-scored']);
const truth = z.union([z.literal(0), z.literal(1)]);
const map = z.object({ height: z.int(), width: z.int(), values: z.array(z.number()) });

const prediction: z.ZodType<InstancePrediction> = shares.extend({
  model: z.string(),
  versionId: z.uuid(),
  state: versionState,
  finding: z.string(),
  probability: z.number(),
  logit: z.number(),
  percentile: number,
  baseline: z.number(),
  threshold: number,
  anatomy: z.array(z.string()),
  undefinedReason: text,
  undilated: shares.nullable(),
  ledger: ledger.nullable(),
  flags: z.array(z.string()),
  maskSource: z.string(),
  maskFlag: z.enum(['prior', 'phantom-trained', 'coarse']).nullable(),
  maskIssues: z.array(z.string()),
  prior: shares.nullable(),
  mapUnit: z.enum(['logits', 'as sent']).nullable(),
  definitionVersion: z.string(),
  predictedAt: time,
  links: z.object({ saliency: text, logRatio: text }),
});

const acquisition = {
  site: z.string(),
  department: text,
  scanner: text,
  viewPosition: text,
  portable: z.boolean().nullable(),
  patientSex: text,
  patientAge: z.int().nullable(),
  demo: z.boolean(),
  acquiredAt: time.nullable(),
  receivedAt: time,
};

export const instanceResponse: z.ZodType<CaseDetail> = z.object({
  instanceId: z.uuid(),
  status,
  statusReason: text,
  sha256: text,
  format: z.string(),
  height: z.int().nullable(),
  width: z.int().nullable(),
  bitDepth: z.int().nullable(),
  modality: text,
  burnedInAnnotation: z.boolean().nullable(),
  ...acquisition,
  truths: z.array(z.object({ finding: z.string(), value: truth, source: z.string(), receivedAt: time })),
  predictions: z.array(prediction),
  masks: z.array(
    z.object({
      zone: z.enum(ZONES),
      source: z.string(),
      height: z.int(),
      width: z.int(),
      area: z.number(),
      href: z.string(),
    }),
  ),
  links: z.object({ self: z.string(), image: text }),
});

export const acceptedResponse = z.object({
  instanceId: z.uuid(),
  status,
  duplicate: z.boolean(),
  /** Segments of a DICOM Segmentation that are no zone of ours. */
  unmatchedSegments: z.array(z.string()).optional(),
  links: z.object({ self: z.string(), page: z.string() }),
});

export const instancesResponse: z.ZodType<CasePage> = z.object({
  rows: z.array(
    z.object({
      instanceId: z.uuid(),
      status,
      statusReason: text,
      ...acquisition,
      format: z.string(),
      top: z
        .object({
          model: z.string(),
          finding: z.string(),
          probability: z.number(),
          logit: z.number(),
          outsideShare: number,
          areaOutside: number,
          undefinedReason: text,
          flags: z.array(z.string()),
          truth: truth.nullable(),
          map: map.nullable(),
        })
        .nullable(),
    }),
  ),
  total: z.int(),
  totalIsExact: z.boolean(),
  nextCursor: text,
  asOf: time,
});

export const saliencyResponse: z.ZodType<SaliencyAnswer> = map.extend({
  method: z.string(),
  convention: z.string(),
  layer: z.string(),
  model: z.string(),
  finding: z.string(),
  unit: z.enum(['logits', 'nats', 'as sent']),
  bias: number,
  baseline: z.number(),
});

const version: z.ZodType<ModelVersionSummary> = z.object({
  modelId: z.uuid(),
  versionId: z.uuid(),
  name: z.string(),
  version: z.string(),
  kind: z.enum(['classifier', 'segmenter', 'external']),
  sha256: text,
  scope: z.enum(['all', 'demo']).nullable(),
  state: versionState,
  stateReason: text,
  createdAt: time,
  saliency,
  assumed: z.array(z.string()),
  warnings: z.array(z.string()),
  graph: graphReport.nullable(),
  findings: z.array(
    z.object({ name: z.string(), baseline: z.number(), threshold: number, anatomy: z.array(z.string()) }),
  ),
  segmenter: text,
  predictions: z.int(),
});

export const modelsResponse = z.object({ versions: z.array(version) });

export const registeredResponse = z.object({
  modelId: z.uuid(),
  versionId: z.uuid(),
  sha256: z.string(),
  saliency,
  assumed: z.array(z.string()),
  warnings: z.array(z.string()),
  graph: graphReport.nullable(),
});

export const predictionsResponse: z.ZodObject = z.object({
  accepted: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  errors: z.array(z.object({ line: z.int(), path: z.string(), detail: z.string() })),
  versions: z.array(z.string()),
});

export const truthsResponse = z.object({ recorded: z.int(), unchanged: z.int() });

export const liveResponse: z.ZodType<LiveStatus> = z.object({
  seq: z.int(),
  queueDepth: z.int(),
  newestAt: time.nullable(),
  asOf: time,
});
