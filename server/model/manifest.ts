import { z } from 'zod';
import { ANATOMY_ZONES } from '@/server/audit/zone';
import { plainText } from '@/server/problem/plainText';
import { extraInput } from './extraInput';

const name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/,
    'letters, digits, "_", "." or "-", at most 64, starting with a letter or digit',
  );
const side = z.number().int().min(8).max(2048);
const activation = z.enum(['sigmoid', 'softmax', 'none']);

const input = z.object({
  /** Name of the graph's input; the only input when left out. */
  name: plainText(200).optional(),
  /** [height, width] in pixels. */
  size: z.tuple([side, side]),
  channels: z.union([z.literal(1), z.literal(3)]).default(1),
  /** Where the channels are in what the graph takes; read from the graph when left out. */
  layout: z.enum(['NCHW', 'NHWC']).optional(),
  resize: z.enum(['area', 'bilinear']).default('area'),
  /** What 0–255 is mapped to, linearly. */
  range: z.tuple([z.number(), z.number()]).default([0, 1]),
  /** Then (v − mean) / std, one number for all channels or one per channel. */
  mean: z.array(z.number()).min(1).max(3).optional(),
  std: z.array(z.number().positive()).min(1).max(3).optional(),
});

const output = z.object({ name: plainText(200).optional(), activation: activation.default('sigmoid') });

/** Findings of one version, at most. */
export const MOST_FINDINGS = 200;

const finding = z.object({
  name: plainText(100),
  /** Prevalence in the population that the model was made for; the zero of the log-ratio map. */
  baseline: z.number().gt(0).lt(1).optional(),
  anatomy: z.array(z.enum(ANATOMY_ZONES)).min(1).optional(),
  threshold: z.number().gt(0).lt(1).optional(),
});

const extraInputs = z
  .array(extraInput)
  .max(16)
  .refine((all) => new Set(all.map((one) => one.name)).size === all.length, 'names of inputs must differ')
  .optional();

/** A file that the model's weights came in; what a sender writes here is replaced by what was received. */
const dataFile = z.object({ name: z.string(), sha256: z.string(), bytes: z.number().int() });

const identity = {
  name,
  version: name,
  input,
  output: output.default({ activation: 'sigmoid' }),
  /** What the graph wants besides the image. */
  extraInputs,
  /** Files besides the graph's own, whose tensors were put into it on receipt. */
  externalData: z.array(dataFile).max(64).optional(),
};

export const classifierManifest = z.object({
  ...identity,
  kind: z.literal('classifier'),
  findings: z
    .array(finding)
    .min(1)
    .max(MOST_FINDINGS)
    .refine((all) => new Set(all.map((f) => f.name)).size === all.length, 'finding names must differ'),
  /** `all`: every instance but the demonstration's; `demo`: only the demonstration's. */
  scope: z.enum(['all', 'demo']).default('all'),
  trainedOn: z.array(plainText(200)).max(1_000).default([]),
  /** What it is used for from the beginning; when left out the first version of a model is live, others are shadow. */
  state: z.enum(['live', 'shadow']).optional(),
  /**
   * `name@version` of a registered segmenter, `prior` for the average anatomy, or `none`. When left out the shipped
   * segmenter looks for lungs and heart.
   */
  segmenter: z
    .string()
    .regex(
      /^([A-Za-z0-9_.-]{1,64}@[A-Za-z0-9_.-]{1,64}|prior|none)$/,
      'name@version of a registered segmenter, prior or none',
    )
    .optional(),
});

/** One channel of a segmenter's output, or one class of an output that is the class of each pixel. */
const segmentedZone = z
  .object({
    channel: z.number().int().min(0).max(4_095).optional(),
    value: z.number().int().min(0).max(4_095).optional(),
    zone: z.enum(ANATOMY_ZONES),
    threshold: z.number().gt(0).lt(1).default(0.5),
  })
  .refine(({ channel, value }) => (channel === undefined) !== (value === undefined), {
    path: ['channel'],
    message: 'give channel, or value where the output is the class of each pixel',
  });

export const segmenterManifest = z.object({
  ...identity,
  /** `argmax`: a pixel belongs to the channel that is highest there. */
  output: z
    .object({
      name: plainText(200).optional(),
      activation: z.enum(['sigmoid', 'softmax', 'argmax', 'none']).default('sigmoid'),
    })
    .default({ activation: 'sigmoid' }),
  kind: z.literal('segmenter'),
  /** Entries of one zone are united. */
  zones: z
    .array(segmentedZone)
    .min(1)
    .max(200)
    .refine((all) => new Set(all.map(({ value }) => value === undefined)).size === 1, 'all by channel or all by value')
    .refine(
      (all) => !(all.some(({ zone }) => zone === 'lungs') && all.some(({ zone }) => zone.startsWith('lung-'))),
      'name lungs, or lung-left and lung-right, not both',
    ),
});

/** `name@version`, as a sender of predictions names the version that made them. */
export const versionName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}@[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/,
    'name@version of letters, digits, "_", "." or "-"',
  );

/** What is known of a version whose predictions are made elsewhere; its findings grow as new ones are sent. */
export const externalManifest = z.object({
  name,
  version: name,
  kind: z.literal('external').default('external'),
  findings: z
    .array(finding)
    .max(MOST_FINDINGS)
    .refine((all) => new Set(all.map((f) => f.name)).size === all.length, 'finding names must differ')
    .default([]),
  /** `all`: every instance but the demonstration's; `demo`: only the demonstration's. */
  scope: z.enum(['all', 'demo']).default('all'),
  trainedOn: z.array(plainText(200)).max(1_000).default([]),
});

/** The manifest's least form (DESIGN §5), defaults filled in. Unknown keys are dropped, so that it may be extended. */
export const manifest = z.discriminatedUnion('kind', [classifierManifest, segmenterManifest]);

/** What the database holds of a version: those that were registered, and those that are known by their predictions. */
export const storedManifest = z.union([manifest, externalManifest]);

/** Whose images a stored version is about; null for a segmenter, which is asked by the versions that name it. */
export function scopeOf(stored: unknown): 'all' | 'demo' | null {
  const parsed = storedManifest.parse(stored);
  return parsed.kind === 'segmenter' ? null : parsed.scope;
}

/** Whether a version's masks come from a registered segmenter. */
export const namesSegmenter = (manifest: ClassifierManifest): manifest is ClassifierManifest & { segmenter: string } =>
  manifest.segmenter?.includes('@') === true;

export type ClassifierManifest = z.infer<typeof classifierManifest>;
export type SegmenterManifest = z.infer<typeof segmenterManifest>;
export type ExternalManifest = z.infer<typeof externalManifest>;
export type Manifest = z.infer<typeof manifest>;
export type ModelInput = Manifest['input'];
