import { type ImageFacts, NO_FACTS } from '@/server/model/imageFacts';
import type { ClassifierManifest } from '@/server/model/manifest';
import { findLinearHead } from '@/server/onnx/findLinearHead';
import { indexGraph } from '@/server/onnx/graphIndex';
import { beforeActivation } from '@/server/onnx/outputScale';
import { tapOutputs } from '@/server/onnx/tapOutputs';
import { AppError } from '@/server/problem/appError';
import { largestBatch } from './largestBatch';
import { openModel, type ReadModel } from './openModel';
import { outputReading } from './outputReading';
import { logitsOf, probabilities } from './probabilities';
import { openSession, type Values } from './session';

/** A model that is asked for its answers to planes that are in its input space already. */
export type OpenForward = {
  /** Images that are best sent at once; more are taken too. */
  batch: number;
  /**
   * Planes [count, channels, height, width] → logits [count, findings]; `facts` feed the manifest's extra inputs.
   * @throws AppError `internal`, `unreadable-model`
   */
  run(planes: Float32Array, count: number, facts?: ImageFacts): Promise<Float32Array>;
  dispose(): Promise<void>;
};

/** The same with inner tensors of the same pass, each [count, …]. */
export type Answered = { logits: Float32Array; taps: Values[] };

/**
 * Opens a classifier for methods that ask nothing but its answers. Logits are those before the sigmoid, wherever the
 * graph has it; of softmax those before it with a linear head (as the maps add up to), else ln(p / (1 − p)) clamped to
 * ±16. Layout, precision and fixed batch of the graph are met inside.
 *
 * @throws AppError `unreadable-model`
 */
export async function openForward(
  bytes: Uint8Array,
  manifest: ClassifierManifest,
  options: { threads?: number } = {},
): Promise<OpenForward> {
  const opened = await openAnswering(openModel(bytes, manifest), bytes, manifest, [], options);
  const run: OpenForward['run'] = async (planes, count, facts) => (await opened.run(planes, count, facts)).logits;
  return { batch: opened.batch, run, dispose: opened.dispose };
}

type Answer = (planes: Float32Array, count: number, facts: ImageFacts) => Promise<Answered>;

type Answering = Omit<OpenForward, 'run'> & {
  run(planes: Float32Array, count: number, facts?: ImageFacts): Promise<Answered>;
};

/** As `openForward`, answering the tensors `taps` too. */
export async function openAnswering(
  read: ReadModel,
  bytes: Uint8Array,
  manifest: ClassifierManifest,
  taps: string[],
  options: { threads?: number },
): Promise<Answering> {
  const before = logitsTensor(read, manifest);
  const asked = [...(before === null ? [] : [before]), ...taps];
  const tapped = tapOutputs(bytes, read.model, asked);
  const session = await openSession(tapped.bytes, { ...options, extraInputs: read.extraInputs });
  const { input, findings } = manifest;
  const apply = outputReading(read.model, read.output.name, manifest).apply;
  const names = before === null ? [read.output.name, ...tapped.outputs] : tapped.outputs;
  const answer: Answer = async (planes, count, facts) => {
    const dims = [count, input.channels, ...input.size];
    const feed = { name: read.input.name, dims, values: planes, layout: input.layout };
    const [output, ...rest] = await session.run(feed, names, facts);
    const values = finite(output, count * findings.length);
    if (before !== null) return { logits: values, taps: rest };
    const rows = Array.from({ length: count }, (_, i) =>
      logitsOf(probabilities(values.subarray(i * findings.length, (i + 1) * findings.length), apply)),
    );
    return { logits: Float32Array.from(rows.flatMap((row) => [...row])), taps: rest };
  };
  const batch = await largestBatch(session, read, input, names);
  return {
    batch,
    run: (planes, count, facts = NO_FACTS) =>
      inPortions((part, held) => answer(part, held, facts), planes, count, batch),
    dispose: () => session.dispose(),
  };
}

/** The tensor that holds what this product calls logits, or null where they are made from probabilities. */
function logitsTensor({ model, output }: ReadModel, manifest: ClassifierManifest): string | null {
  const reading = outputReading(model, output.name, manifest);
  const { tensor, activation } = beforeActivation(indexGraph(model), output.name);
  const isSigmoid = reading.activation === 'sigmoid' && (activation === 'sigmoid' || reading.apply === 'sigmoid');
  if (isSigmoid) return tensor;
  const head = findLinearHead(model, output.name);
  return head.ok ? head.logitsTensor : null;
}

function finite(output: Values | undefined, length: number): Float32Array {
  if (output?.values.length === length && output.values.every(Number.isFinite)) return output.values;
  throw new AppError(
    'internal',
    `the model answered ${output?.values.length ?? 0} numbers for ${length}, or not finite`,
  );
}

/** A graph that takes one image at a time, whatever it declares, is given one at a time. */
async function inPortions(
  answer: (planes: Float32Array, count: number) => Promise<Answered>,
  planes: Float32Array,
  count: number,
  batch: number,
): Promise<Answered> {
  if (count <= batch) return answer(planes, count);
  const size = planes.length / count;
  const parts: Answered[] = [];
  for (let start = 0; start < count; start += batch) {
    const held = Math.min(batch, count - start);
    parts.push(await answer(planes.subarray(start * size, (start + held) * size), held));
  }
  const [first] = parts;
  return {
    logits: joined(parts.map(({ logits }) => logits)),
    taps: (first?.taps ?? []).map(({ dims }, at) => ({
      dims: [parts.reduce((rows, { taps }) => rows + (taps[at]?.dims[0] ?? 0), 0), ...dims.slice(1)],
      values: joined(parts.map(({ taps }) => taps[at]?.values ?? new Float32Array())),
    })),
  };
}

function joined(arrays: Float32Array[]): Float32Array {
  const out = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    out.set(array, at);
    at += array.length;
  }
  return out;
}
