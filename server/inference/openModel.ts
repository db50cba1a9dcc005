import type { ModelProto } from 'onnx-buf';
import type { Manifest } from '@/server/model/manifest';
import { graphPorts, type Port } from '@/server/onnx/graphPorts';
import { readModel } from '@/server/onnx/readModel';
import { AppError, type FieldError } from '@/server/problem/appError';

/** A model file whose input and output are known and fit its manifest. */
export type ReadModel = { model: ModelProto; input: Port; output: Port };

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
  const input = pick('input', inputs, manifest.input.name, errors);
  const output = pick('output', outputs, manifest.output.name, errors);
  if (input && inputs.length > 1) {
    const names = inputs.map(({ name }) => `"${name}"`).join(', ');
    errors.push({ path: 'model', detail: `the graph needs ${inputs.length} inputs (${names}); only one can be fed` });
  }
  if (input) errors.push(...inputErrors(input, manifest));
  if (output) errors.push(...outputErrors(output, manifest));
  if (!input || !output || errors.length > 0) {
    const details = errors.map(({ detail }) => detail).join('; ');
    throw new AppError('unreadable-model', `the model does not fit its manifest: ${details}`, { errors });
  }
  return { model, input, output };
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

function inputErrors({ name, type, dims }: Port, { input }: Manifest): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (field: string, detail: string) => errors.push({ path: `manifest.input.${field}`, detail });
  for (const field of ['mean', 'std'] as const) {
    const count = input[field]?.length ?? 1;
    if (count !== 1 && count !== input.channels)
      refuse(field, `${field} has ${count} numbers for ${input.channels} channels`);
  }
  if (type !== 'FLOAT') refuse('name', `input "${name}" takes ${type}, not FLOAT (32 bit)`);
  if (!dims) return errors;
  const [batch, channels, height, width] = dims;
  if (dims.length !== 4) {
    refuse('name', `input "${name}" has ${dims.length} dimensions, not 4 (batch, channels, height, width)`);
    return errors;
  }
  if (typeof batch === 'number' && batch !== 1)
    refuse('name', `input "${name}" fixes the batch at ${batch}; make it free or 1`);
  if (typeof channels === 'number' && channels !== input.channels) {
    const isLast = width === input.channels ? ' (channels last: export with channels first, NCHW)' : '';
    refuse('channels', `input "${name}" takes ${channels} channels, the manifest gives ${input.channels}${isLast}`);
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
  const highest = Math.max(...manifest.zones.map(({ channel }) => channel));
  if (typeof channels !== 'number' || highest < channels) return [];
  return [
    {
      path: 'manifest.zones',
      detail: `output "${name}" has ${channels} channels, the manifest names channel ${highest}`,
    },
  ];
}
