import type { ClassifierManifest, Manifest } from '@/server/model/manifest';
import type { GraphReport } from '@/server/onnx/graphReport';
import { precisionOf, readGraph } from '@/server/onnx/readGraph';
import { AppError, type FieldError } from '@/server/problem/appError';
import { CAM_TOLERANCE } from './camResidual';
import { fillFindings, fillPorts } from './fillManifest';
import { openExplained, PROBE_SEEDS, probe } from './openExplained';
import { channelErrors, openModel, type ReadModel } from './openModel';
import { type OutputReading, outputReading } from './outputReading';
import { probeReach } from './probeReach';
import { type SaliencySupport, saliencyOffers } from './saliencyOffers';
import { type ModelSession, openSession, type Values } from './session';

/** What registration learns of a model file. */
export type Inspection = {
  /** With every default filled in; what is stored. */
  manifest: Manifest;
  /** What was filled in or corrected, in words. */
  assumed: string[];
  saliency: SaliencySupport;
  /** What was read in the graph. */
  graph: GraphReport;
  /** [1, channels, height, width]. */
  inputShape: [number, number, number, number];
  /** The model that also answers its maps, for those who run it elsewhere; null when refused. */
  instrumented: Uint8Array | null;
};

/**
 * The original output of the instrumented graph may differ from the plain one by this, relative above 1. In less than
 * 32 bits the runtime joins operators in another way when one more is looked at, and rounds elsewhere.
 */
const OUTPUT_TOLERANCE = { full: 1e-5, less: CAM_TOLERANCE };

/**
 * Tries a model file against its manifest: reads it, runs it on two probe images, looks for the head that CAM is exact
 * for, and checks that the maps add up and change nothing. Runs the model, so it belongs into a worker process; how long
 * it may take is the caller's to limit.
 *
 * @throws AppError `unreadable-model` with a path and reason per fault
 */
export async function inspectModel(bytes: Uint8Array, manifest: Manifest): Promise<Inspection> {
  const read = openModel(bytes, manifest);
  const session = await openSession(bytes, { extraInputs: read.extraInputs, integers: manifest.kind === 'segmenter' });
  try {
    const outputs = await runProbes(session, read, manifest);
    const byGraph = outputReading(read.model, read.output.name, manifest);
    const reading = answersClasses(manifest) ? byGraph : checkedReading(byGraph, outputs);
    const { manifest: named, assumed } = fillPorts(manifest, read, reading);
    const inputShape: Inspection['inputShape'] = [1, manifest.input.channels, ...manifest.input.size];
    if (named.kind === 'segmenter') {
      const graph = readGraph(read.model, read.output.name, read.input.name);
      const saliency = { available: [], refused: [] };
      return { manifest: named, assumed, saliency, graph, inputShape, instrumented: null };
    }
    const filled = fillFindings(named, reading.activation);
    const { instrumented, reason } = await explain(bytes, read, filled.manifest, outputs);
    const { reach, graph } = await probeReach(bytes, read, filled.manifest, reason);
    const saliency = saliencyOffers(reach, reading.activation);
    const all = [...assumed, ...graph.assumed, ...filled.assumed];
    return { manifest: filled.manifest, assumed: all, saliency, graph, inputShape, instrumented };
  } finally {
    await session.dispose();
  }
}

async function runProbes(session: ModelSession, { input, output }: ReadModel, manifest: Manifest): Promise<Values[]> {
  const answers: Values[] = [];
  for (const seed of PROBE_SEEDS) {
    answers.push(...(await session.run(probe(input.name, manifest.input, seed), [output.name])));
  }
  for (const { dims, values } of answers) {
    const errors = channelErrors(output.name, dims, manifest);
    if (!values.every(Number.isFinite)) {
      errors.push({ path: 'model', detail: `output "${output.name}" is not finite on an ordinary image` });
    }
    if (errors.length > 0) throw misfit(errors);
  }
  return answers;
}

/** Whether the output is the class of each pixel, or only its highest channel counts: then any numbers will do. */
const answersClasses = (manifest: Manifest): boolean =>
  manifest.kind === 'segmenter' &&
  (manifest.output.activation === 'argmax' || manifest.zones.some(({ value }) => value !== undefined));

/** Where the graph leaves open what the numbers are, the numbers decide. */
function checkedReading(reading: OutputReading, outputs: Values[]): OutputReading {
  const isOutside = outputs.some(({ values }) => values.some((value) => value < -1e-6 || value > 1 + 1e-6));
  if (reading.apply !== 'none' || !isOutside) return reading;
  if (reading.activation === 'softmax') {
    throw misfit([{ path: 'manifest.output.activation', detail: 'the output leaves 0 to 1, so it is not a softmax' }]);
  }
  const note = 'output.activation: none, as the output leaves 0 to 1; sigmoid is applied to it';
  return { apply: 'sigmoid', activation: 'sigmoid', declared: 'none', note };
}

function misfit(errors: FieldError[]): AppError {
  const details = errors.map(({ detail }) => detail).join('; ');
  return new AppError('unreadable-model', `the model does not fit its manifest: ${details}`, { errors });
}

/** Instruments the model and compares its original output with the plain model's. */
async function explain(bytes: Uint8Array, read: ReadModel, { input }: ClassifierManifest, outputs: Values[]) {
  const explained = await openExplained(bytes, read, input);
  try {
    const precision = precisionOf(read.model);
    if (!explained.instrumented) {
      const why = precision === 'int8' ? '; the model computes in 8 bits' : '';
      return { instrumented: null, reason: `${explained.refusal}${why}` };
    }
    const tolerance = precision === 'float32' ? OUTPUT_TOLERANCE.full : OUTPUT_TOLERANCE.less;
    for (const [index, seed] of PROBE_SEEDS.entries()) {
      const [answer] = await explained.session.run(probe(read.input.name, input, seed), [read.output.name]);
      if (difference(answer, outputs[index]) > tolerance) {
        return { instrumented: null, reason: 'the scores change when the graph is extended by its maps' };
      }
    }
    return { instrumented: explained.instrumented.bytes, reason: null };
  } finally {
    await explained.session.dispose();
  }
}

function difference(actual: Values | undefined, expected: Values | undefined): number {
  if (!actual || !expected || actual.values.length !== expected.values.length) return Number.POSITIVE_INFINITY;
  return actual.values.reduce((worst, value, i) => {
    const reference = expected.values[i] ?? 0;
    return Math.max(worst, Math.abs(value - reference) / Math.max(1, Math.abs(reference)));
  }, 0);
}
