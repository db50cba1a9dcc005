import { createHash } from 'node:crypto';
import type { Radiograph } from '@/server/image/radiograph';
import type { ClassifierManifest } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import { CAM_TOLERANCE, camResidual } from './camResidual';
import { type Explained, openExplained } from './openExplained';
import { openModel, type ReadModel } from './openModel';
import { type OutputReading, outputReading } from './outputReading';
import { preprocess } from './preprocess';
import { logitsOf, probabilities } from './probabilities';
import type { Values } from './session';

/** One forward pass of a classifier over one radiograph; arrays run over the manifest's findings in order. */
export type Classification = {
  probabilities: Float32Array;
  /**
   * What the maps add up to, before the activation (of softmax: fixed only up to a number common to all findings);
   * without maps ln(p / (1 − p)), clamped to ±16.
   */
  logits: Float32Array;
  /** Mean of the feature map [channels]; null without maps. */
  embedding: Float32Array | null;
  /** CAM without bias, signed, [findings, height, width] in logits on the model's own grid; null when refused. */
  cams: { height: number; width: number; values: Float32Array } | null;
  /** [findings]: mean(cam) + bias = logit to 1e-3. */
  bias: Float32Array | null;
  /** Name of the feature map that the CAM is of. */
  layer: string | null;
  /** sha256 of the input tensor's bytes (float32, little endian), hex. */
  inputHash: string;
  /** Preprocessing and forward pass. */
  milliseconds: number;
};

export type Classifier = {
  classify(radiograph: Radiograph): Promise<Classification>;
  /** Why there are no maps; null when there are. */
  refusal: string | null;
  dispose(): Promise<void>;
};

/**
 * Opens a registered classifier: scores, maps of all findings and embedding come from one forward pass.
 * @throws AppError `unreadable-model` when the file and the manifest do not fit
 */
export async function openClassifier(
  bytes: Uint8Array,
  manifest: ClassifierManifest,
  options: { threads?: number } = {},
): Promise<Classifier> {
  const read = openModel(bytes, manifest);
  const reading = outputReading(read.model, read.output.name, manifest);
  const explained = await openExplained(bytes, read, manifest.input, options.threads);
  return {
    classify: (radiograph) => classify(radiograph, manifest, read, reading, explained),
    refusal: explained.refusal,
    dispose: () => explained.session.dispose(),
  };
}

async function classify(
  radiograph: Radiograph,
  { input, findings }: ClassifierManifest,
  read: ReadModel,
  reading: OutputReading,
  explained: Explained,
): Promise<Classification> {
  const started = performance.now();
  const values = preprocess(radiograph, input);
  const { session, instrumented } = explained;
  const names = instrumented ? [instrumented.cam, instrumented.logits, instrumented.embedding] : [];
  const feed = { name: read.input.name, dims: [1, input.channels, ...input.size], values };
  const [output, ...taps] = await session.run(feed, [read.output.name, ...names]);
  if (!output || output.values.length !== findings.length || !output.values.every(Number.isFinite)) {
    throw new AppError('internal', `the model answered ${inWords(output)} for ${findings.length} findings`);
  }
  const probability = probabilities(output.values, reading.apply);
  const inputHash = createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');
  const milliseconds = performance.now() - started;
  return { probabilities: probability, ...mapsOf(explained, taps, probability), inputHash, milliseconds };
}

/** The maps are handed on only while they add up to the logits, checked for every image. */
function mapsOf({ head }: Explained, [cam, logits, embedding]: Values[], probability: Float32Array) {
  const none = { logits: logitsOf(probability), embedding: null, cams: null, bias: null, layer: null };
  if (!head || !cam || !logits || !embedding) return none;
  if (camResidual(cam, head.bias, logits.values) > CAM_TOLERANCE) return none;
  const [, , height = 0, width = 0] = cam.dims;
  return {
    logits: logits.values,
    embedding: embedding.values,
    cams: { height, width, values: cam.values },
    bias: head.bias,
    layer: head.featureTensor,
  };
}

function inWords(output: Values | undefined): string {
  if (!output) return 'nothing';
  return output.values.every(Number.isFinite) ? `${output.values.length} numbers` : 'numbers that are not finite';
}
