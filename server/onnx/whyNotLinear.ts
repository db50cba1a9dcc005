import type { NodeProto } from 'onnx-buf';
import { describeNode, type GraphIndex } from './graphIndex';
import { spatialPool } from './spatialPool';

/** Nonlinearities that make what is before them a hidden layer. */
const HIDDEN = [
  ...['Relu', 'LeakyRelu', 'PRelu', 'Clip', 'Elu', 'Selu', 'Gelu', 'HardSwish', 'HardSigmoid', 'Tanh', 'Sigmoid'],
  ...['Softplus', 'Erf', 'Mish', 'Celu', 'ThresholdedRelu'],
];

/** Layers that compute in whole numbers, whose answer is no linear function of the map but for rounding. */
const WHOLE_NUMBERS = [
  'QLinearMatMul',
  'QGemm',
  'MatMulInteger',
  'ConvInteger',
  'QLinearConv',
  'DynamicQuantizeLinear',
];

/** In words for whoever registers the model: why the head is not linear, given the node that breaks it. */
export function whyNotLinear(graph: GraphIndex, node: NodeProto): string {
  const name = node.name || node.output[0];
  const upstream = searchUpstream(graph, node);
  if (node.opType === 'LayerNormalization' || isNormalising(graph, node)) {
    if (upstream === 'pool') {
      return `LayerNormalization between pooling and the output (node ${name}): it divides by the spread of each image, so the head is not linear and CAM is not exact`;
    }
  }
  if (WHOLE_NUMBERS.includes(node.opType)) {
    return `${node.opType} in the head (node ${name}): the head computes in 8 bits, so the maps add up only but for rounding and CAM is not exact`;
  }
  if (isToken(node) && upstream === 'attention') {
    return `${node.opType} takes one token (node ${name}): the output reads a class token, which attention has mixed, and no mean over the map, so there is no CAM`;
  }
  if (upstream === 'pool') {
    const why = HIDDEN.includes(node.opType) ? 'has a hidden layer' : 'is not linear';
    return `${node.opType} between pooling and the output (node ${name}): the head ${why}, so CAM is not exact`;
  }
  return `no global average pooling feeds the output: ${describeNode(node)} comes between, so CAM is not exact`;
}

const isToken = ({ opType }: NodeProto) => opType === 'Gather' || opType === 'Slice';

/** Whether a division is by a square root that is computed, as older exports write out LayerNorm. */
export function isNormalising(graph: GraphIndex, node: NodeProto): boolean {
  const divisor = graph.producers.get(node.input[1] ?? '');
  return node.opType === 'Div' && divisor?.opType === 'Sqrt';
}

/** What comes first against the flow: a pool, a convolution, or a Softmax of attention. */
function searchUpstream(graph: GraphIndex, from: NodeProto): 'pool' | 'attention' | 'other' {
  const queue: NodeProto[] = [from];
  const seen = new Set<NodeProto>(queue);
  for (const node of queue) {
    const pool = spatialPool(graph, node);
    if (pool) return 'feature' in pool ? 'pool' : 'other';
    if (node.opType === 'Softmax') return 'attention';
    if (node.opType === 'Conv' && node !== from) return 'other';
    for (const input of node.input) {
      const next = graph.producers.get(input);
      if (next !== undefined && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return 'other';
}
