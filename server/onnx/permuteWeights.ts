import { toBinary } from '@bufbuild/protobuf';
import { TensorProto_DataType as DataType, type ModelProto, ModelProtoSchema, type TensorProto } from 'onnx-buf';
import { type GraphIndex, indexGraph } from './graphIndex';
import { readModel } from './readModel';

/** Layers whose weights are permuted, and which of their inputs may be weights. */
const WEIGHTED: Record<string, readonly number[]> = {
  Conv: [1],
  ConvTranspose: [1],
  Gemm: [0, 1],
  MatMul: [0, 1],
};

/** Layers that compute in whole numbers: permuting theirs would leave scales that belong to other weights. */
const QUANTISED = /^(QLinear.*|.*Integer|QuantizeLinear|DequantizeLinear|DynamicQuantizeLinear|QAttention|QGemm)$/;

const BYTES = new Map<number, number>([
  [DataType.FLOAT, 4],
  [DataType.DOUBLE, 8],
  [DataType.FLOAT16, 2],
  [DataType.BFLOAT16, 2],
]);

/** Which layers, counted from the output: 0 is the head. `to` is not among them. */
export type LayerSpan = { from: number; to: number };

/**
 * The same network with the values of each weight tensor in another order: what its maps show can have nothing to do
 * with what it has learned (Adebayo et al. 2018, "Sanity Checks for Saliency Maps"). All layers at once, or those of
 * `layers`: from 0 on is their cascade, one span alone their independent test. Each tensor keeps its values, and so its
 * mean and spread; biases, statistics of BatchNorm and everything else stay. A tensor that several layers share is
 * permuted once. The same seed gives the same file, and a layer the same order whichever others are permuted with it.
 *
 * @throws RangeError for what is no model, is quantised, or has no weights that can be told; `layers: …` for no layer
 */
export function permuteWeights(bytes: Uint8Array, seed: number, layers?: LayerSpan): Uint8Array {
  const model = readModel(bytes);
  const tensors = permutable(model);
  const { from, to } = layers ?? { from: 0, to: tensors.length };
  if (!(from >= 0 && from < to && to <= tensors.length)) {
    throw new RangeError(`layers: ${from} to ${to} of ${tensors.length}`);
  }
  for (const [index, tensor] of tensors.entries()) {
    const depth = tensors.length - 1 - index;
    if (depth >= from && depth < to) permuteTensor(tensor, openRandom(seed, index));
  }
  return toBinary(ModelProtoSchema, model);
}

/**
 * Number of weight tensors that `permuteWeights` would permute.
 * @throws RangeError as `permuteWeights`
 */
export const countLayers = (bytes: Uint8Array): number => permutable(readModel(bytes)).length;

function permutable(model: ModelProto): TensorProto[] {
  const quantised = (model.graph?.node ?? []).find(({ opType }) => QUANTISED.test(opType));
  if (quantised !== undefined) throw new RangeError(`weights: the model is quantised (${quantised.opType})`);
  const tensors = weightsOf(model);
  if (tensors.length === 0) throw new RangeError('weights: the model has none that can be permuted');
  return tensors;
}

/** Weight tensors, each once, in the order in which the layers use them. */
function weightsOf(model: ModelProto): TensorProto[] {
  const graph = indexGraph(model);
  const found = (model.graph?.node ?? []).flatMap((node) =>
    (WEIGHTED[node.opType] ?? []).flatMap((input) => storedTensor(graph, node.input[input] ?? '') ?? []),
  );
  return [...new Set(found)].filter(({ dims }) => dims.length > 1);
}

/** What is stored under a name, or behind the steps that only copy, cast or turn it; undefined for what is computed. */
function storedTensor(graph: GraphIndex, name: string, depth = 0): TensorProto | undefined {
  const stored = graph.initializers.get(name);
  if (stored !== undefined) return stored;
  const node = graph.producers.get(name);
  if (node?.opType === 'Constant') return node.attribute.find((attribute) => attribute.name === 'value')?.t;
  const hands = ['Identity', 'Cast', 'Transpose', 'Reshape'].includes(node?.opType ?? '');
  return hands && depth < 8 ? storedTensor(graph, node?.input[0] ?? '', depth + 1) : undefined;
}

function permuteTensor(tensor: TensorProto, random: () => number): void {
  const bytes = BYTES.get(tensor.dataType);
  if (bytes === undefined) throw new RangeError(`weights: "${tensor.name}" is of type ${DataType[tensor.dataType]}`);
  if (tensor.rawData.byteLength > 0) tensor.rawData = permutedRaw(tensor.rawData, bytes, random);
  else for (const values of [tensor.floatData, tensor.doubleData, tensor.int32Data]) shuffle(values, random);
}

function permutedRaw(raw: Uint8Array, bytes: number, random: () => number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(raw);
  const { buffer } = copy;
  if (bytes === 2) shuffle(new Uint16Array(buffer), random);
  else if (bytes === 4) shuffle(new Uint32Array(buffer), random);
  else shuffle(new BigUint64Array(buffer), random);
  return copy;
}

/** Fisher–Yates, in place. */
function shuffle<T>(values: { length: number; [index: number]: T }, random: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    const [one, two] = [values[i], values[other]];
    if (one === undefined || two === undefined) continue;
    values[i] = two;
    values[other] = one;
  }
}

/** Numbers in [0, 1): mulberry32, a stream for each tensor. */
function openRandom(seed: number, stream: number): () => number {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(stream + 1, 0xc2b2ae35);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
