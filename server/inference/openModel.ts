import type { ModelProto } from 'onnx-buf';
import type { ExtraInput } from '@/server/model/extraInput';
import type { Manifest } from '@/server/model/manifest';
import { graphPorts, type Port } from '@/server/onnx/graphPorts';
import { readModel } from '@/server/onnx/readModel';
import { AppError, type FieldError } from '@/server/problem/appError';
import { extraInputErrors } from './extraInputErrors';
import { segmenterErrors } from './segmenterErrors';

/** A model file whose input and output are known and fit its manifest. */
export type ReadModel = { model: ModelProto; input: Port; output: Port; extraInputs: readonly ExtraInput[] };

/**
 * Decodes a model file and checks what its graph declares against the manifest: names, type, shape and number of
 * channels. Free or undeclared dimensions are not judged here.
 *
 * @throws AppError `unreadable-model`, with one entry of `errors` per field that does not fit
 */
export function openModel(bytes: Uint8Array, manifest: Manifest): ReadModel {
  const model = decode(bytes);
  const { inputs, outputs } = graphPorts(model);
  const errors: FieldError[] = [];
  const mapped = new Set(manifest.extraInputs?.map(({ name }) => name));
  const images = manifest.input.name === undefined ? inputs.filter(({ name }) => !mapped.has(name)) : inputs;
  const input = pick('input', images, manifest.input.name, errors);
  const output = pick('output', outputs, manifest.output.name, errors);
  if (input) errors.push(...extraInputErrors(inputs, input.name, manifest.extraInputs));
  if (input) errors.push(...inputErrors(input, manifest));
  if (output) errors.push(...outputErrors(output, manifest));
  if (!input || !output || errors.length > 0) {
    const details = errors.map(({ detail }) => detail).join('; ');
    throw new AppError('unreadable-model', `the model does not fit its manifest: ${details}`, { errors });
  }
  return { model, input, output, extraInputs: manifest.extraInputs ?? [] };
}

function decode(bytes: Uint8Array): ModelProto {
  try {
    return readModel(bytes);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('unreadable-model', detail, { errors: [{ path: 'model', detail }], cause });
  }
}

function pick(
  kind: 'input' | 'output',
  ports: Port[],
  name: string | undefined,
  errors: FieldError[],
): Port | undefined {
  const path = `manifest.${kind}.name`;
  const names = ports.map((port) => `"${port.name}"`).join(', ') || 'none';
  const found = name === undefined ? ports[0] : ports.find((port) => port.name === name);
  if (name !== undefined && !found) errors.push({ path, detail: `no ${kind} "${name}"; the graph has ${names}` });
  else if (name === undefined && ports.length !== 1)
    errors.push({ path, detail: `name one ${kind}; the graph has ${names}` });
  return found;
}

const FLOATS = ['FLOAT', 'FLOAT16', 'DOUBLE'];

/** A fixed batch is filled up with copies; beyond this nearly all of the time would go into them. */
const MOST_BATCH = 32;

/** Channels last where the last dimension alone can be the channels. */
function declaredLayout(dims: (number | null)[], channels: number): 'NCHW' | 'NHWC' {
  return dims[3] === channels && dims[1] !== channels ? 'NHWC' : 'NCHW';
}

function inputErrors({ name, type, dims }: Port, { input }: Manifest): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (field: string, detail: string) => errors.push({ path: `manifest.input.${field}`, detail });
  for (const field of ['mean', 'std'] as const) {
    const count = input[field]?.length ?? 1;
    if (count !== 1 && count !== input.channels)
      refuse(field, `${field} has ${count} numbers for ${input.channels} channels`);
  }
  if (!FLOATS.includes(type)) refuse('name', `input "${name}" takes ${type}, not FLOAT, FLOAT16 or DOUBLE`);
  if (!dims) return errors;
  const [batch] = dims;
  if (dims.length !== 4) {
    refuse('name', `input "${name}" has ${dims.length} dimensions, not 4 (batch, channels, height, width)`);
    return errors;
  }
  if (typeof batch === 'number' && batch > MOST_BATCH)
    refuse('name', `input "${name}" fixes the batch at ${batch}; make it free or at most ${MOST_BATCH}`);
  const layout = input.layout ?? declaredLayout(dims, input.channels);
  const [channels, height, width] = layout === 'NHWC' ? [dims[3], dims[1], dims[2]] : dims.slice(1);
  if (typeof channels === 'number' && channels !== input.channels) {
    refuse('channels', `input "${name}" takes ${channels} channels, the manifest gives ${input.channels}`);
  } else if ((height ?? input.size[0]) !== input.size[0] || (width ?? input.size[1]) !== input.size[1]) {
    refuse(
      'size',
      `input "${name}" takes ${height ?? 'any'} x ${width ?? 'any'}, the manifest gives ${input.size.join(' x ')}`,
    );
  }
  return errors;
}

function outputErrors({ name, dims }: Port, manifest: Manifest): FieldError[] {
  return dims?.every((dim) => dim !== null)
    ? channelErrors(name, dims, manifest)
    : channelErrors(name, dims?.slice(0, 2), manifest);
}

/** What is wrong with an output's dimensions, declared or answered; null and undefined ones are not judged. */
export function channelErrors(name: string, dims: (number | null)[] | undefined, manifest: Manifest): FieldError[] {
  const channels = dims?.[1];
  if (manifest.kind === 'classifier') {
    const count = manifest.findings.length;
    const rest = dims?.slice(2) ?? [];
    if (dims?.length === 1 || rest.some((dim) => dim !== null && dim !== 1)) {
      return [{ path: 'manifest.output.name', detail: `output "${name}" has dimensions [${dims}], not [N, ${count}]` }];
    }
    if (typeof channels !== 'number' || channels === count) return [];
    return [
      {
        path: 'manifest.findings',
        detail: `output "${name}" has ${channels} classes, the manifest names ${count} findings`,
      },
    ];
  }
  return segmenterErrors(name, dims, manifest);
}
