import { Tensor } from 'onnxruntime-node';
import type { ExtraInput, FedFact } from '@/server/model/extraInput';
import type { ImageFacts } from '@/server/model/imageFacts';
import { floatToHalf } from '@/server/onnx/floatToHalf';
import { extraDims } from './extraDims';

/** What a graph is fed besides the image, by the input's name. */
export type ExtraFeeds = (facts: ImageFacts, batch: number) => Record<string, Tensor>;

/** An input as the runtime tells it: element type, and dimensions with names where free. */
export type FedPort = { name: string; type: string; shape: readonly (number | string)[] };

/** The numbers of one input for one image, in a row. */
export function extraNumbers(input: ExtraInput, facts: ImageFacts): number[] {
  if ('value' in input) return input.value;
  if ('each' in input) return input.each.map((one) => ('value' in one ? one.value : numberOf(one, facts)));
  return [numberOf(input, facts)];
}

function numberOf({ from, map, scale, missing }: FedFact, facts: ImageFacts): number {
  const fact = facts[from];
  if (fact === null) return missing;
  const known = map === undefined ? Number(fact) : map[String(fact)];
  if (known === undefined || !Number.isFinite(known)) return missing;
  return scale === undefined ? known : (known - scale.mean) / scale.std;
}

/**
 * Makes the tensors of a manifest's `extraInputs` for the inputs that the graph declares; the numbers of one image are
 * repeated for each of the batch.
 * @throws RangeError `input …` when numbers and dimensions do not fit, or of a type that is not fed
 */
export function extraFeeds(inputs: readonly ExtraInput[], ports: readonly FedPort[]): ExtraFeeds {
  const mapped = inputs.flatMap((input) => {
    const port = ports.find(({ name }) => name === input.name);
    return port === undefined ? [] : [{ input, port }];
  });
  return (facts, batch) =>
    Object.fromEntries(mapped.map(({ input, port }) => [port.name, tensorOf(port, extraNumbers(input, facts), batch)]));
}

function tensorOf({ name, type, shape }: FedPort, numbers: number[], batch: number): Tensor {
  const declared = shape.map((dim) => (typeof dim === 'number' && dim > 0 ? dim : null));
  const dims = extraDims(declared, numbers.length, batch);
  if (dims === null) throw new RangeError(`input ${name}: ${numbers.length} numbers do not fit [${shape.join(', ')}]`);
  const size = dims.reduce((product, dim) => product * dim, 1);
  const repeated = Array.from({ length: size }, (_, i) => numbers[i % numbers.length] ?? 0);
  const make = TENSORS[type];
  if (make === undefined) throw new RangeError(`input ${name}: takes ${type}`);
  return make(repeated, dims);
}

/** Types that numbers are fed as, and how; whole numbers are rounded. */
const TENSORS: Record<string, (values: number[], dims: number[]) => Tensor> = {
  float32: (values, dims) => new Tensor('float32', Float32Array.from(values), dims),
  float16: (values, dims) => new Tensor('float16', Uint16Array.from(values, floatToHalf), dims),
  float64: (values, dims) => new Tensor('float64', Float64Array.from(values), dims),
  int64: (values, dims) =>
    new Tensor(
      'int64',
      BigInt64Array.from(values, (value) => BigInt(Math.round(value))),
      dims,
    ),
  int32: (values, dims) => new Tensor('int32', Int32Array.from(values, Math.round), dims),
  uint8: (values, dims) => new Tensor('uint8', Uint8Array.from(values, Math.round), dims),
  bool: (values, dims) => new Tensor('bool', Uint8Array.from(values, Number), dims),
};
