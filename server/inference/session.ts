import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { halfToFloat } from '@/server/onnx/halfFloat';
import { AppError } from '@/server/problem/appError';
import { disableTelemetry } from './disableTelemetry';

disableTelemetry();

/** Row-major values with their dimensions. */
export type Values = { dims: number[]; values: Float32Array };

/** A loaded model. `run` blocks the thread for the time of the forward pass, so it belongs into a worker process. */
export type ModelSession = {
  /** Feeds one float32 input and answers the named outputs, in that order. @throws AppError `unreadable-model` */
  run(input: Values & { name: string }, outputs: string[]): Promise<Values[]>;
  dispose(): Promise<void>;
};

/** More threads than this gain nothing on one radiograph (two gave 1.2× of one on DenseNet-121 at batch 1). */
const MAX_THREADS = 4;

/**
 * Loads an ONNX model on the CPU.
 * @throws AppError `unreadable-model` with the runtime's reason
 */
export async function openSession(bytes: Uint8Array, options: { threads?: number } = {}): Promise<ModelSession> {
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
  return {
    async run({ name, dims, values }, outputs) {
      const feeds = { [name]: new Tensor('float32', values, dims) };
      const answers = await guarded('the model does not run', () => session.run(feeds, outputs));
      return outputs.map((output) => toValues(output, answers[output]));
    },
    dispose: () => session.release(),
  };
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

function toValues(output: string, tensor: Tensor | undefined): Values {
  const dims = [...(tensor?.dims ?? [])];
  const data = tensor?.data;
  if (data instanceof Float32Array) return { dims, values: data };
  if (data instanceof Float64Array) return { dims, values: Float32Array.from(data) };
  if (data instanceof Uint16Array && tensor?.type === 'float16')
    return { dims, values: Float32Array.from(data, halfToFloat) };
  const detail = `output "${output}" is of type ${tensor?.type ?? 'nothing'}, not float`;
  throw new AppError('unreadable-model', detail, { errors: [{ path: 'manifest.output.name', detail }] });
}
