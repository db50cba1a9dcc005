import { Tensor } from 'onnxruntime-node';
import { floatToHalf } from '@/server/onnx/floatToHalf';
import type { Values } from './session';

export type Layout = 'NCHW' | 'NHWC';

/** How an input wants its images: `batch` fixed by the graph or null, the order of dimensions and the element type. */
export type Feeding = { batch: number | null; layout: Layout; type: 'float32' | 'float16' | 'float64' };

/**
 * Reads from what an input declares how it is fed. Channels last is taken where the last dimension alone is the number
 * of channels; where the graph leaves it open, what the caller says, else channels first.
 *
 * @param shape declared dimensions, names where free; empty when undeclared
 */
export function feedingOf(type: string, shape: readonly (number | string)[], channels: number, said?: Layout): Feeding {
  const batch = typeof shape[0] === 'number' && shape[0] > 0 ? shape[0] : null;
  const isLast = shape.length === 4 && shape[3] === channels && shape[1] !== channels;
  const known = type === 'float16' || type === 'float64' ? type : 'float32';
  return { batch, layout: said ?? (isLast ? 'NHWC' : 'NCHW'), type: known };
}

/**
 * Planes [count, channels, height, width] as the tensors that a graph is fed in turn: turned to channels last, in its
 * precision, and in portions of its fixed batch, the last one filled up with its last image.
 */
export function feedPlanes({ dims, values }: Values, feeding: Feeding): { tensor: Tensor; count: number }[] {
  const [count = 1, channels = 1, height = 1, width = 1] = dims;
  const size = channels * height * width;
  const batch = feeding.batch ?? count;
  const isLast = feeding.layout === 'NHWC';
  const shape = isLast ? [batch, height, width, channels] : [batch, channels, height, width];
  const portions: { tensor: Tensor; count: number }[] = [];
  for (let start = 0; start < count; start += batch) {
    const held = Math.min(batch, count - start);
    const given = values.subarray(start * size, (start + held) * size);
    const filled = held === batch ? given : filledUp(given, batch * size, size);
    const ordered = isLast ? channelsLast(filled, channels, height * width) : filled;
    portions.push({ tensor: toTensor(ordered, shape, feeding.type), count: held });
  }
  return portions;
}

function filledUp(given: Float32Array, length: number, size: number): Float32Array {
  const out = new Float32Array(length);
  out.set(given);
  for (let at = given.length; at < length; at += size) out.copyWithin(at, given.length - size, given.length);
  return out;
}

/** [N, C, cells] → [N, cells, C]. */
function channelsLast(values: Float32Array, channels: number, cells: number): Float32Array {
  const out = new Float32Array(values.length);
  const size = channels * cells;
  for (let start = 0; start < values.length; start += size) {
    for (let channel = 0; channel < channels; channel++) {
      for (let cell = 0; cell < cells; cell++) {
        out[start + cell * channels + channel] = values[start + channel * cells + cell] ?? 0;
      }
    }
  }
  return out;
}

function toTensor(values: Float32Array, dims: number[], type: Feeding['type']): Tensor {
  if (type === 'float16') return new Tensor('float16', Uint16Array.from(values, floatToHalf), dims);
  if (type === 'float64') return new Tensor('float64', Float64Array.from(values), dims);
  return new Tensor('float32', values, dims);
}

/**
 * Answers of several portions as one. `whole`: what the graph answered to a full portion; of that the share of the
 * images that were asked for is kept, in whole rows of the first dimension.
 */
export function joinPortions(portions: { answer: Values; count: number; batch: number }[]): Values {
  const parts = portions.map(({ answer, count, batch }) => firstRows(answer, count / batch));
  const [first] = parts;
  if (first === undefined) return { dims: [0], values: new Float32Array() };
  if (parts.length === 1) return first;
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part.values, at);
    at += part.values.length;
  }
  const rows = parts.reduce((sum, part) => sum + (part.dims[0] ?? 0), 0);
  return { dims: [rows, ...first.dims.slice(1)], values };
}

function firstRows({ dims, values }: Values, share: number): Values {
  if (share === 1 || dims.length === 0) return { dims, values };
  const rows = Math.floor((dims[0] ?? 0) * share);
  const each = dims.slice(1).reduce((product, dim) => product * dim, 1);
  return { dims: [rows, ...dims.slice(1)], values: values.slice(0, rows * each) };
}
