import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { TensorProto_DataType as DataType, ModelProtoSchema, type TensorProto } from 'onnx-buf';
import { floatToHalf } from '@/server/onnx/floatToHalf';

/**
 * An exported architecture with its weights: the graph as its exporter wrote it, the large tensors filled by the rule of
 * `models/architectures/export.py`, which made the golden answers with the very same numbers.
 */
export function fillSkeleton(name: string): Uint8Array {
  const file = join(import.meta.dirname, 'skeletons', `${name}.onnx.gz`);
  const model = fromBinary(ModelProtoSchema, gunzipSync(readFileSync(file)));
  const constants = (model.graph?.node ?? []).flatMap(({ opType, attribute }) =>
    opType === 'Constant' ? attribute.flatMap(({ t }) => (t === undefined ? [] : [t])) : [],
  );
  for (const tensor of [...(model.graph?.initializer ?? []), ...constants]) {
    if (tensor.docString.startsWith('fill ')) tensor.rawData = filled(tensor);
  }
  return toBinary(ModelProtoSchema, model);
}

/** `fill SEED SCALE SHAPE ORDER [STEP]`: the parameter's shape, its dimensions in the order of the stored tensor. */
function filled(tensor: TensorProto): Uint8Array<ArrayBuffer> {
  const [, seed = '', scale = '', shape = '', order = '', step] = tensor.docString.split(' ');
  const values = turned(
    uniform(Number(seed), Number(scale), shape.split('x').map(Number)),
    order.split('x').map(Number),
  );
  if (tensor.dataType === DataType.FLOAT16) return new Uint8Array(Uint16Array.from(values, floatToHalf).buffer);
  if (step === undefined) return new Uint8Array(values.buffer);
  const divisor = Math.fround(Number(step));
  return new Uint8Array(Int8Array.from(values, (value) => whole(Math.fround(value / divisor))).buffer);
}

/** Nearest whole number in the range of int8, ties to even. */
function whole(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  return Math.min(Math.max(rounded, -128), 127);
}

type Stored = { shape: number[]; values: Float32Array<ArrayBuffer> };

/** scale · u, u uniform in [-1, 1) from a hash of seed and index (Wellons' lowbias32). */
function uniform(seed: number, scale: number, shape: number[]): Stored {
  const values = new Float32Array(shape.reduce((product, dim) => product * dim, 1));
  const start = Math.imul(seed, 0x85ebca6b);
  for (let i = 0; i < values.length; i++) {
    let hash = (Math.imul(i, 0x9e3779b1) + start) | 0;
    hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
    hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
    values[i] = (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 31 - 1) * scale;
  }
  return { shape, values };
}

function turned({ shape, values }: Stored, order: number[]): Float32Array<ArrayBuffer> {
  if (order.every((dim, i) => dim === i)) return values;
  const strides = shape.map((_, dim) => shape.slice(dim + 1).reduce((product, size) => product * size, 1));
  const sizes = order.map((dim) => shape[dim] ?? 1);
  const steps = order.map((dim) => strides[dim] ?? 1);
  const out = new Float32Array(values.length);
  const at = sizes.map(() => 0);
  let source = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = values[source] ?? 0;
    for (let dim = sizes.length - 1; dim >= 0; dim--) {
      at[dim] = (at[dim] ?? 0) + 1;
      source += steps[dim] ?? 0;
      if ((at[dim] ?? 0) < (sizes[dim] ?? 1)) break;
      source -= (steps[dim] ?? 0) * (sizes[dim] ?? 1);
      at[dim] = 0;
    }
  }
  return out;
}
