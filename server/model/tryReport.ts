import { z } from 'zod';
import { graphReport } from './graphReport';
import { manifest } from './manifest';

/**
 * One way of feeding the images, and how the model answered them (`preprocessingCheck`). `order`: of the channels, where
 * it makes a difference. `share`: of the images with the most frequent first finding, `top`. `entropy`: of the first
 * findings, bits. `spread`: standard deviation of the logits over the images, mean of the findings. `saturated`: share
 * of the answers beyond ±10. `distance`: mean difference of the logits from those of the declared way.
 */
export const preprocessingLine = z.object({
  key: z.string(),
  label: z.string(),
  range: z.tuple([z.number(), z.number()]),
  mean: z.array(z.number()).nullable(),
  std: z.array(z.number()).nullable(),
  order: z.enum(['RGB', 'BGR']).nullable(),
  declared: z.boolean(),
  top: z.string(),
  share: z.number(),
  entropy: z.number(),
  spread: z.number(),
  saturated: z.number(),
  distance: z.number(),
});

/** `images`: how many were fed; 0 with the reason in `note`. `source`: where they come from. */
export const preprocessingReport = z.object({
  images: z.number().int(),
  source: z.enum(['stored', 'phantom']),
  note: z.string().nullable(),
  lines: z.array(preprocessingLine),
});

const inputShape = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** The highest finding's CAM, logits, [height, width]. */
const map = z.object({ height: z.int(), width: z.int(), finding: z.string(), values: z.array(z.number()) });

/** `area`: share of the image, 0–1. */
const maskSummary = z.object({ zone: z.string(), source: z.string(), area: z.number() });

/** How the image that a model is tried on was read. `instanceId`: null for a phantom. */
const triedImage = z.object({
  instanceId: z.uuid().nullable(),
  width: z.int(),
  height: z.int(),
  findings: z.array(z.object({ name: z.string(), probability: z.number(), logit: z.number() })),
  /** 8-bit grey PNG of a phantom, base64, for there is no other way to show it; null for a stored image. */
  png: z.string().nullable(),
});

/** What trying a model found. Everything of an image is null where none was read, as for a segmenter without one. */
export const tryReport = z.object({
  /** As filled in: what a version is made with. */
  manifest,
  /** Whether no manifest was sent and this one was made up from the graph. */
  proposed: z.boolean(),
  /** What was read in the graph. */
  graph: graphReport.nullable(),
  assumed: z.array(z.string()),
  saliency: z.object({
    available: z.array(z.string()),
    refused: z.array(z.object({ method: z.string(), reason: z.string() })),
  }),
  warnings: z.array(z.string()),
  inputShape,
  preprocessing: preprocessingReport.nullable(),
  image: triedImage.nullable(),
  map: map.nullable(),
  masks: z.array(maskSummary).nullable(),
  /** Of one forward pass, the first left out; null where none was timed. */
  milliseconds: z.number().nullable(),
});

export type PreprocessingLine = z.infer<typeof preprocessingLine>;
export type PreprocessingReport = z.infer<typeof preprocessingReport>;
export type TryReport = z.infer<typeof tryReport>;
