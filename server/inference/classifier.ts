import { createHash } from 'node:crypto';
import type { Radiograph } from '@/server/image/radiograph';
import { type ImageFacts, NO_FACTS } from '@/server/model/imageFacts';
import type { ClassifierManifest } from '@/server/model/manifest';
import type { LinearHead } from '@/server/onnx/findLinearHead';
import { AppError } from '@/server/problem/appError';
import { CAM_TOLERANCE, camResidual } from './camResidual';
import { extraNumbers } from './extraInputs';
import { openExplained } from './openExplained';
import { openModel } from './openModel';
import { type OutputReading, outputReading } from './outputReading';
import { preprocess } from './preprocess';
import { logitsOf, probabilities } from './probabilities';
import type { ModelSession, Values } from './session';

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
  /** sha256 of the planes that it was fed and, where it was fed more, of those numbers; hex. See `inputHashOf`. */
  inputHash: string;
  /** Preprocessing and forward pass. */
  milliseconds: number;
};

export type Classifier = {
  /** `facts`: what the version's `extraInputs` are fed from; nothing is known when left out. */
  classify(radiograph: Radiograph, facts?: ImageFacts): Promise<Classification>;
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
  const names = { input: read.input.name, output: read.output.name };
  const reading = outputReading(read.model, read.output.name, manifest);
  const { session, head, instrumented, refusal } = await openExplained(bytes, read, manifest.input, options.threads);
  // The decoded graph and the files are let go of: some 60 MB that each thread would hold, and look through.
  const taps = instrumented ? [instrumented.cam, instrumented.logits, instrumented.embedding] : [];
  const opened: Opened = { session, head, taps, manifest, reading, ports: names };
  return {
    classify: (radiograph, facts = NO_FACTS) => classify(radiograph, facts, opened),
    refusal,
    dispose: () => session.dispose(),
  };
}

/** What stays of a model once it is open. `taps`: names of CAM, logits and embedding; none without maps. */
type Opened = {
  session: ModelSession;
  head: LinearHead | null;
  taps: string[];
  manifest: ClassifierManifest;
  reading: OutputReading;
  ports: { input: string; output: string };
};

async function classify(radiograph: Radiograph, facts: ImageFacts, opened: Opened): Promise<Classification> {
  const { session, head, taps, reading, ports } = opened;
  const { input, findings } = opened.manifest;
  const started = performance.now();
  const values = preprocess(radiograph, input);
  const feed = { name: ports.input, dims: [1, input.channels, ...input.size], values, layout: input.layout };
  const [output, ...tapped] = await session.run(feed, [ports.output, ...taps], facts);
  if (!output || output.values.length !== findings.length || !output.values.every(Number.isFinite)) {
    const code = output?.values.length === findings.length ? 'not-finite' : 'internal';
    throw new AppError(code, `the model answered ${inWords(output)} for ${findings.length} findings`);
  }
  const probability = probabilities(output.values, reading.apply);
  const inputHash = inputHashOf(values, opened.manifest, facts);
  const milliseconds = performance.now() - started;
  return { probabilities: probability, ...mapsOf(head, tapped, probability), inputHash, milliseconds };
}

/** Of the planes (float32, little endian), then of each extra input's numbers (float64) in the manifest's order. */
function inputHashOf(planes: Float32Array, { extraInputs = [] }: ClassifierManifest, facts: ImageFacts): string {
  const hash = createHash('sha256').update(new Uint8Array(planes.buffer, planes.byteOffset, planes.byteLength));
  for (const extra of extraInputs) hash.update(new Uint8Array(Float64Array.from(extraNumbers(extra, facts)).buffer));
  return hash.digest('hex');
}

/** The maps are handed on only while they add up to the logits, checked for every image. */
function mapsOf(head: LinearHead | null, [cam, logits, embedding]: Values[], probability: Float32Array) {
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
