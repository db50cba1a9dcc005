import { z } from 'zod';

const dimension = z.number().nullable();

/** What was read in a graph, as the database keeps it and the API answers it; see `server/onnx/graphReport`. */
export const graphReport = z.object({
  family: z.string().nullable(),
  producer: z.string(),
  opset: z.number(),
  nodes: z.number(),
  parameters: z.number(),
  precision: z.enum(['float32', 'float16', 'int8', 'mixed']),
  input: z.object({
    name: z.string(),
    type: z.string(),
    layout: z.enum(['NCHW', 'NHWC', 'unknown']),
    batch: dimension,
    channels: dimension,
    size: z.tuple([z.number(), z.number()]).nullable(),
  }),
  extraInputs: z.array(z.object({ name: z.string(), type: z.string(), dims: z.array(dimension) })),
  featureMap: z.object({ tensor: z.string(), channels: dimension, height: dimension, width: dimension }).nullable(),
  pooling: z.string().nullable(),
  head: z.object({
    kind: z.enum(['linear', 'hidden', 'attention', 'unknown']),
    layers: z.number(),
    activation: z.enum(['sigmoid', 'softmax', 'none']),
    classes: dimension,
    reason: z.string().nullable(),
  }),
  attention: z.object({ tensors: z.array(z.string()) }).nullable(),
  assumed: z.array(z.string()),
});

export type KeptGraph = z.infer<typeof graphReport>;
