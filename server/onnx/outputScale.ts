import type { ModelProto, NodeProto } from 'onnx-buf';
import { type GraphIndex, indexGraph, isIdentityLike, readConstant } from './graphIndex';

/** The last activation of a graph, as the manifest names it. */
export type Activation = 'sigmoid' | 'softmax' | 'none';

const LINEAR = ['Gemm', 'MatMul', 'Conv', 'GlobalAveragePool', 'ReduceMean', 'LogSoftmax'];

/**
 * Reads from the graph what an output's numbers are. `probability`: it ends in Sigmoid or Softmax; `logit`: in a linear
 * layer; `unknown`: in something else, such as a rescaling, which may be either.
 */
export function outputScale(model: ModelProto, output: string) {
  const graph = indexGraph(model);
  const { tensor, activation } = beforeActivation(graph, output);
  if (activation !== 'none') return { scale: 'probability' as const, activation };
  const node = graph.producers.get(tensor);
  return { scale: node && isLinear(graph, node) ? ('logit' as const) : ('unknown' as const), activation };
}

function isLinear(graph: GraphIndex, node: NodeProto): boolean {
  if (LINEAR.includes(node.opType)) return true;
  if (node.opType !== 'Add') return false;
  return node.input.some((name) => {
    const producer = graph.producers.get(name);
    const other = node.input.find((input) => input !== name) ?? '';
    return producer !== undefined && LINEAR.includes(producer.opType) && readConstant(graph, other) !== undefined;
  });
}

/** The tensor that enters the last activation, behind nodes that change nothing; the output itself without one. */
export function beforeActivation(graph: GraphIndex, output: string): { tensor: string; activation: Activation } {
  let tensor = output;
  for (let steps = 0; steps < 32; steps++) {
    const node = graph.producers.get(tensor);
    const input = node?.input[0];
    if (!node || input === undefined) break;
    if (node.opType === 'Sigmoid') return { tensor: input, activation: 'sigmoid' };
    if (node.opType === 'Softmax') return { tensor: input, activation: 'softmax' };
    if (!isIdentityLike(node)) break;
    tensor = input;
  }
  return { tensor, activation: 'none' };
}
