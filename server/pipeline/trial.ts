import { z } from 'zod';
import { manifest, segmenterManifest } from '@/server/model/manifest';
import { tryReport } from '@/server/model/tryReport';

const fact = z.string().nullable();
const imageFacts = z.object({
  patientAge: z.number().nullable(),
  patientSex: fact,
  viewPosition: fact,
  portable: z.boolean().nullable(),
});

/** What a process is told of a trial; the bytes of model, images and segmenter follow in this order. */
export const trialOrder = z.object({
  model: z.int(),
  /** Stored images; the first is read whole. Phantoms where there are none. */
  images: z.array(z.object({ instanceId: z.uuid(), bytes: z.int(), facts: imageFacts })),
  segmenter: z.object({ name: z.string(), manifest: segmenterManifest, bytes: z.int() }).nullable(),
  /** Whether the first image is read, and not only the preprocessing checked. */
  reads: z.boolean(),
});

/** What a trial finds besides the inspection. */
export const trialFound = tryReport.pick({
  proposed: true,
  warnings: true,
  preprocessing: true,
  image: true,
  map: true,
  masks: true,
  milliseconds: true,
});

/** A manifest that is still to be made up: the name that it gets. */
export const unnamedManifest = z.object({ name: manifest.options[0].shape.name, externalData: z.unknown().optional() });

export type TrialOrder = z.infer<typeof trialOrder>;
export type TrialFound = z.infer<typeof trialFound>;

type Stored<Item> = Omit<Item, 'bytes'> & { bytes: Uint8Array };

/** A trial with its bytes. */
export type Trial = Omit<TrialOrder, 'model' | 'images' | 'segmenter'> & {
  images: Stored<TrialOrder['images'][number]>[];
  segmenter: Stored<NonNullable<TrialOrder['segmenter']>> | null;
};

/** The order, and what is sent behind it. */
export function packTrial(model: Uint8Array, trial: Trial): { order: TrialOrder; parts: Uint8Array[] } {
  const { images, segmenter } = trial;
  const order: TrialOrder = {
    model: model.length,
    images: images.map((image) => ({ ...image, bytes: image.bytes.length })),
    segmenter: segmenter === null ? null : { ...segmenter, bytes: segmenter.bytes.length },
    reads: trial.reads,
  };
  const rest = [...images.map(({ bytes }) => bytes), ...(segmenter === null ? [] : [segmenter.bytes])];
  return { order, parts: [model, ...rest] };
}

/** What `packTrial` put together. */
export function unpackTrial(bytes: Uint8Array, order: TrialOrder): { model: Uint8Array; trial: Trial } {
  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const model = take(order.model);
  const images = order.images.map((image) => ({ ...image, bytes: take(image.bytes) }));
  const segmenter = order.segmenter === null ? null : { ...order.segmenter, bytes: take(order.segmenter.bytes) };
  return { model, trial: { images, segmenter, reads: order.reads } };
}
