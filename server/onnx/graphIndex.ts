import { TensorProto_DataType as DataType, type ModelProto, type NodeProto, type TensorProto } from 'onnx-buf';
import { intAttribute, intsAttribute } from './attribute';
import { type ConstantTensor, tensorValues } from './tensorValues';

/** A graph by tensor name: which node makes a tensor, and which tensors are stored. */
export type GraphIndex = { producers: Map<string, NodeProto>; initializers: Map<string, TensorProto> };

export function indexGraph(model: ModelProto): GraphIndex {
  const graph = model.graph;
  const producers = new Map<string, NodeProto>();
  for (const node of graph?.node ?? []) for (const output of node.output) producers.set(output, node);
  return { producers, initializers: new Map(graph?.initializer.map((tensor) => [tensor.name, tensor])) };
}

/** How a reason names a node: `Relu (node /Relu)`. */
export function describeNode(node: NodeProto): string {
  return `${node.opType} (node ${node.name || node.output[0] || 'without a name'})`;
}

/** A node that hands on its first input unchanged but for its shape, precision or name, at inference. */
export function isIdentityLike(node: NodeProto): boolean {
  return ['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Cast', 'Dropout'].includes(node.opType);
}

/**
 * The values of a tensor that is the same for every image: an initializer, a Constant node, or one of these behind
 * Identity, Cast or a 2-D Transpose. Undefined when it is computed from the image (or in a way not followed).
 *
 * @throws RangeError when it is stored in a type that cannot be read
 */
export function readConstant(graph: GraphIndex, name: string, depth = 0): ConstantTensor | undefined {
  const stored = graph.initializers.get(name);
  if (stored) return tensorValues(stored);
  const node = graph.producers.get(name);
  if (!node || depth > 8) return undefined;
  if (node.opType === 'Constant') return constantNode(node);
  if (node.opType === 'DequantizeLinear') return dequantised(graph, node, depth);
  if (node.opType !== 'Identity' && node.opType !== 'Cast' && node.opType !== 'Transpose') return undefined;
  const source = readConstant(graph, node.input[0] ?? '', depth + 1);
  if (!source || node.opType === 'Identity') return source;
  return node.opType === 'Transpose'
    ? transpose(node, source)
    : { ...source, type: intAttribute(node, 'to', source.type) };
}

function constantNode(node: NodeProto): ConstantTensor | undefined {
  const value = node.attribute.find((attribute) => attribute.name.startsWith('value'));
  if (value?.name === 'value' && value.t) return tensorValues(value.t);
  if (value?.name === 'value_float') return { dims: [], values: Float32Array.of(value.f), type: DataType.FLOAT };
  if (value?.name === 'value_floats') {
    return { dims: [value.floats.length], values: Float32Array.from(value.floats), type: DataType.FLOAT };
  }
  if (value?.name === 'value_ints') {
    return { dims: [value.ints.length], values: Float32Array.from(value.ints, Number), type: DataType.INT64 };
  }
  return undefined;
}

/** (x − zero point) · scale, with one scale for all or one along `axis` (ONNX DequantizeLinear); blocks are not read. */
function dequantised(graph: GraphIndex, node: NodeProto, depth: number): ConstantTensor | undefined {
  const [stored, scale, zero] = node.input.map((name) => readConstant(graph, name, depth + 1));
  if (!stored || !scale || scale.dims.length > 1) return undefined;
  const given = intAttribute(node, 'axis', 1);
  const axis = given < 0 ? given + stored.dims.length : given;
  const inner = stored.dims.slice(axis + 1).reduce((product, dim) => product * dim, 1);
  const values = stored.values.map((value, i) => {
    const at = scale.values.length === 1 ? 0 : Math.floor(i / inner) % scale.values.length;
    return (value - (zero?.values[zero.values.length === 1 ? 0 : at] ?? 0)) * (scale.values[at] ?? 0);
  });
  return { dims: stored.dims, values, type: scale.type };
}

function transpose(node: NodeProto, { dims, values, type }: ConstantTensor): ConstantTensor | undefined {
  const [rows, columns] = dims;
  if (dims.length !== 2 || rows === undefined || columns === undefined) return undefined;
  const order = intsAttribute(node, 'perm') ?? [1, 0];
  if (order[0] === 0) return { dims, values, type };
  return { dims: [columns, rows], values: transposed(values, rows, columns), type };
}

/** [rows, columns] → [columns, rows]. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) out[column * rows + row] = values[row * columns + column] ?? 0;
  }
  return out;
}
