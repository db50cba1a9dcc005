import type { NodeProto } from 'onnx-buf';
import type { LayerFound } from './affineLayer';
import { floatAttribute, intAttribute, intsAttribute, stringAttribute } from './attribute';
import { describeNode, type GraphIndex, readConstant, transposed } from './graphIndex';
import type { ConstantTensor } from './tensorValues';

/** Reads Gemm, MatMul and 1×1 Conv with constant weights as y = W x + b; null for any other node. */
export function matrixLayer(graph: GraphIndex, node: NodeProto): LayerFound | null {
  if (node.opType !== 'Gemm' && node.opType !== 'MatMul' && node.opType !== 'Conv') return null;
  const weights = readConstant(graph, node.input[1] ?? '');
  if (!weights) return { reason: `the weights of ${describeNode(node)} are computed, not constant` };
  if (node.opType === 'Conv') return convolution(graph, node, weights);
  if (weights.dims.length !== 2) return { reason: `${describeNode(node)} has weights of dimensions [${weights.dims}]` };
  return node.opType === 'Gemm' ? gemm(graph, node, weights) : product(node, weights);
}

/** x W with W [columns, rows]. */
function product(node: NodeProto, { dims, values, type }: ConstantTensor): LayerFound {
  const [columns = 0, rows = 0] = dims;
  const weights = transposed(values, columns, rows);
  return { layer: { kind: 'matrix', rows, columns, weights, bias: null }, data: node.input[0] ?? '', type };
}

/** alpha · A B + beta · C, ONNX Gemm: B is [columns, rows], or [rows, columns] with transB. */
function gemm(graph: GraphIndex, node: NodeProto, { dims, values, type }: ConstantTensor): LayerFound {
  if (intAttribute(node, 'transA', 0) !== 0) return { reason: `${describeNode(node)} transposes its data (transA)` };
  const isTransposed = intAttribute(node, 'transB', 0) !== 0;
  const [first = 0, second = 0] = dims;
  const [rows, columns] = isTransposed ? [first, second] : [second, first];
  const oriented = isTransposed ? values : transposed(values, columns, rows);
  const alpha = floatAttribute(node, 'alpha', 1);
  const weights = alpha === 1 ? oriented : oriented.map((weight) => weight * alpha);
  const bias = readBias(graph, node, rows, floatAttribute(node, 'beta', 1));
  if (bias instanceof Error) return { reason: bias.message };
  return { layer: { kind: 'matrix', rows, columns, weights, bias }, data: node.input[0] ?? '', type };
}

function convolution(graph: GraphIndex, node: NodeProto, { dims, values, type }: ConstantTensor): LayerFound {
  const [rows = 0, columns = 0, ...kernel] = dims;
  const steps = [...kernel, ...(intsAttribute(node, 'strides') ?? [])];
  const isPointwise =
    steps.every((step) => step === 1) && (intsAttribute(node, 'pads') ?? []).every((pad) => pad === 0);
  if (!isPointwise || intAttribute(node, 'group', 1) !== 1) {
    return { reason: `${describeNode(node)} is not a 1 x 1 convolution` };
  }
  if (!['NOTSET', 'VALID', 'SAME_UPPER', 'SAME_LOWER'].includes(stringAttribute(node, 'auto_pad', 'NOTSET'))) {
    return { reason: `${describeNode(node)} pads in an unknown way` };
  }
  const bias = readBias(graph, node, rows, 1);
  if (bias instanceof Error) return { reason: bias.message };
  return { layer: { kind: 'matrix', rows, columns, weights: values, bias }, data: node.input[0] ?? '', type };
}

/** Input 2 times `factor`, spread to `rows`; null when left out. */
function readBias(graph: GraphIndex, node: NodeProto, rows: number, factor: number): Float32Array | Error | null {
  const name = node.input[2];
  if (!name) return null;
  const bias = readConstant(graph, name);
  if (!bias) return new Error(`the bias of ${describeNode(node)} is computed, not constant`);
  if (bias.values.length !== rows && bias.values.length !== 1) {
    return new Error(`the bias of ${describeNode(node)} has dimensions [${bias.dims}] for ${rows} outputs`);
  }
  return Float32Array.from(
    { length: rows },
    (_, row) => factor * (bias.values[bias.values.length === 1 ? 0 : row] ?? 0),
  );
}
