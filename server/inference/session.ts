import { availableParallelism } from 'node:os';
import { InferenceSession, type Tensor } from 'onnxruntime-node';
import type { ExtraInput } from '@/server/model/extraInput';
import { type ImageFacts, NO_FACTS } from '@/server/model/imageFacts';
import { halfToFloat } from '@/server/onnx/halfFloat';
import { AppError } from '@/server/problem/appError';
import { disableTelemetry } from './disableTelemetry';
import { type ExtraFeeds, extraFeeds } from './extraInputs';
import { feedingOf, feedPlanes, joinPortions, type Layout } from './feedPlanes';

disableTelemetry();

/** Row-major values with their dimensions. */
export type Values = { dims: number[]; values: Float32Array };

/** A loaded model. `run` blocks the thread for the time of the forward pass, so it belongs into a worker process. */
export type ModelSession = {
  /**
   * Feeds one input with images [count, channels, height, width] and answers the named outputs for them, in that order.
   * The graph may want them otherwise: channels last (`layout` where it does not say so itself), in float16, or always
   * so many at once. What else it wants is fed by the manifest's `extraInputs` out of `facts`, the same for all of them.
   * @throws AppError `unreadable-model`
   */
  run(
    input: Values & { name: string; layout?: Layout | undefined },
    outputs: string[],
    facts?: ImageFacts,
  ): Promise<Values[]>;
  dispose(): Promise<void>;
};

/** More threads than this gain nothing on one radiograph (two gave 1.2× of one on DenseNet-121 at batch 1). */
const MAX_THREADS = 4;

/**
 * Loads an ONNX model on the CPU. `integers`: outputs of whole numbers are read too, as a segmenter's classes.
 * @throws AppError `unreadable-model` with the runtime's reason
 */
export async function openSession(
  bytes: Uint8Array,
  options: { threads?: number; extraInputs?: readonly ExtraInput[] | undefined; integers?: boolean } = {},
): Promise<ModelSession> {
  const threads = options.threads ?? Math.min(MAX_THREADS, availableParallelism());
  const session = await guarded('the model does not load', () =>
    InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // What goes wrong is thrown; the runtime's own lines on stderr would be a second, unstructured log.
      logSeverityLevel: 4,
    }),
  );
  const ports = session.inputMetadata.flatMap((port) => (port.isTensor ? [port] : []));
  const extras = extraFeeds(options.extraInputs ?? [], ports);
  return {
    run: (input, outputs, facts = NO_FACTS) =>
      runPortions(session, input, outputs, (batch) => extras(facts, batch), options.integers === true),
    dispose: () => session.release(),
  };
}

async function runPortions(
  session: InferenceSession,
  { name, layout, ...planes }: Values & { name: string; layout?: Layout | undefined },
  outputs: string[],
  extras: (batch: number) => ReturnType<ExtraFeeds>,
  integers: boolean,
): Promise<Values[]> {
  const declared = session.inputMetadata.find((input) => input.name === name);
  const port = declared?.isTensor ? declared : { type: 'float32', shape: [] };
  const portions = feedPlanes(planes, feedingOf(port.type, port.shape, planes.dims[1] ?? 1, layout));
  const answered: { answers: Values[]; count: number; batch: number }[] = [];
  for (const { tensor, count } of portions) {
    const feeds = { ...extras(tensor.dims[0] ?? count), [name]: tensor };
    const answers = await guarded('the model does not run', () => session.run(feeds, outputs));
    const read = outputs.map((output) => toValues(output, answers[output], integers));
    answered.push({ answers: read, count, batch: tensor.dims[0] ?? count });
  }
  return outputs.map((_, at) =>
    joinPortions(
      answered.flatMap(({ answers, ...portion }) =>
        answers.slice(at, at + 1).map((answer) => ({ answer, ...portion })),
      ),
    ),
  );
}

async function guarded<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    const detail = `${what}: ${reason.slice(0, 300)}`;
    throw new AppError('unreadable-model', detail, { errors: [{ path: 'model', detail }], cause });
  }
}

function toValues(output: string, tensor: Tensor | undefined, integers: boolean): Values {
  const dims = [...(tensor?.dims ?? [])];
  const data = tensor?.data;
  if (data instanceof Float32Array) return { dims, values: data };
  if (data instanceof Float64Array) return { dims, values: Float32Array.from(data) };
  if (data instanceof Uint16Array && tensor?.type === 'float16')
    return { dims, values: Float32Array.from(data, halfToFloat) };
  if (integers && data instanceof BigInt64Array) return { dims, values: Float32Array.from(data, Number) };
  if (integers && (data instanceof Int32Array || data instanceof Uint8Array))
    return { dims, values: Float32Array.from(data) };
  const detail = `output "${output}" is of type ${tensor?.type ?? 'nothing'}, not float`;
  throw new AppError('unreadable-model', detail, { errors: [{ path: 'manifest.output.name', detail }] });
}
