import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ClassifierManifest, classifierManifest } from '@/server/model/manifest';

/** What the framework answered to the probe: `models/architectures/export.py`. `cam`: [classes, …grid], no bias. */
const golden = z.object({
  side: z.number(),
  layout: z.enum(['NCHW', 'NHWC']),
  logits: z.array(z.number()).optional(),
  probabilities: z.array(z.number()).optional(),
  grid: z.tuple([z.number(), z.number()]).optional(),
  cam: z.array(z.number()).optional(),
});

export type Golden = z.infer<typeof golden>;

/** An exported architecture and what is to be read in it; `refused`: methods, and the reason that each must give. */
export type Architecture = {
  name: string;
  family: string | null;
  precision?: 'float16' | 'int8';
  /** Largest relative difference from the framework's logits and maps; of 8 bits none is claimed. */
  tolerance: number | null;
  refused: Record<string, RegExp>;
};

const NO_ATTENTION = { 'attention-rollout': /no self-attention/ };
const both = (reason: RegExp) => ({ cam: reason, 'log-ratio': reason });
const COUPLED = { 'log-ratio': /softmax couples the findings/ };

export const ARCHITECTURES: Architecture[] = [
  { name: 'densenet121', family: 'DenseNet', tolerance: 1e-3, refused: NO_ATTENTION },
  { name: 'densenet121-two-layers-opset11', family: 'DenseNet', tolerance: 1e-3, refused: NO_ATTENTION },
  { name: 'resnet50', family: 'ResNet', tolerance: 1e-3, refused: NO_ATTENTION },
  { name: 'resnet18-dynamo', family: 'ResNet', tolerance: 1e-3, refused: NO_ATTENTION },
  { name: 'resnet18-float16', family: 'ResNet', precision: 'float16', tolerance: 0.02, refused: NO_ATTENTION },
  { name: 'efficientnet_b0', family: 'EfficientNet', tolerance: 1e-3, refused: NO_ATTENTION },
  { name: 'mobilenet_v2', family: 'MobileNetV2', tolerance: 1e-3, refused: NO_ATTENTION },
  {
    name: 'mobilenet_v2-int8',
    family: 'MobileNetV2',
    precision: 'int8',
    tolerance: null,
    refused: { ...both(/do not add up to the logits/), ...NO_ATTENTION },
  },
  {
    name: 'mobilenet_v2-int8-float-head',
    family: 'MobileNetV2',
    precision: 'int8',
    tolerance: null,
    refused: NO_ATTENTION,
  },
  {
    name: 'mobilenet_v3_large',
    family: 'MobileNetV3',
    tolerance: 1e-3,
    refused: { ...both(/HardSwish .*: the head has a hidden layer, so CAM is not exact/), ...NO_ATTENTION },
  },
  { name: 'inception_v3', family: 'Inception', tolerance: 1e-3, refused: NO_ATTENTION },
  {
    name: 'convnext_atto',
    family: 'ConvNeXt',
    tolerance: 1e-3,
    refused: { ...both(/LayerNormalization between pooling and the output/), ...NO_ATTENTION },
  },
  {
    name: 'deit_tiny',
    family: 'ViT',
    tolerance: 1e-3,
    refused: {
      ...both(/reads a class token/),
      'score-cam': /there is no feature map to weigh/,
      'eigen-cam': /there is no feature map to weigh/,
    },
  },
  { name: 'vit_tiny-mean', family: 'ViT', tolerance: 1e-3, refused: {} },
  { name: 'swin-small', family: 'Swin', tolerance: 1e-3, refused: { 'attention-rollout': /within windows/ } },
  { name: 'keras-mobilenet_v2', family: 'MobileNetV2', tolerance: 1e-3, refused: { ...COUPLED, ...NO_ATTENTION } },
];

/** The golden answers of the framework to one architecture. */
export function goldenOf(name: string): Golden {
  const file = join(import.meta.dirname, 'skeletons', 'golden.json');
  const all = z.record(z.string(), golden).parse(JSON.parse(readFileSync(file, 'utf8')));
  const found = all[name];
  if (found === undefined) throw new RangeError(`golden: ${name}`);
  return found;
}

/** What whoever has such a file would say of it: the size and range of the images, and the findings' names. */
export function architectureManifest(name: string, { side, probabilities }: Golden): ClassifierManifest {
  return classifierManifest.parse({
    name: name.replaceAll('.', '_'),
    version: '1',
    kind: 'classifier',
    input: { size: [side, side], channels: 3, range: [0, 1] },
    output: { activation: probabilities === undefined ? 'sigmoid' : 'softmax' },
    findings: ['one', 'two', 'three', 'four', 'five'].map((finding) => ({ name: finding })),
  });
}
