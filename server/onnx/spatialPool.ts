import type { NodeProto } from 'onnx-buf';
import { intsAttribute } from './attribute';
import { describeNode, type GraphIndex, readConstant } from './graphIndex';

/** A node that averages a feature map [N, K, H, W] over H and W, or why it does not; null for any other kind of node. */
export type PoolFound = { feature: string } | { reason: string };

const MAXIMA = ['GlobalMaxPool', 'MaxPool', 'ReduceMax', 'GlobalLpPool', 'LpPool', 'ReduceSum', 'ReduceL2'];

/**
 * Recognises GlobalAveragePool, ReduceMean over the spatial axes (attribute or input, with or without kept
 * dimensions) and AveragePool without padding. That an AveragePool covers the whole map cannot be read from the graph;
 * whoever uses the head checks mean(CAM) + bias = logit on real outputs.
 */
export function spatialPool(graph: GraphIndex, node: NodeProto): PoolFound | null {
  const feature = node.input[0] ?? '';
  if (node.opType === 'GlobalAveragePool') return { feature };
  if (node.opType === 'ReduceMean') return reduceMean(graph, node, feature);
  if (node.opType === 'AveragePool') {
    const isPadded = (intsAttribute(node, 'pads') ?? []).some((pad) => pad !== 0);
    return isPadded ? { reason: `${describeNode(node)} is padded, so it is not a mean over the map` } : { feature };
  }
  if (MAXIMA.includes(node.opType)) {
    return { reason: `${describeNode(node)} pools, but not by the mean, so CAM is not exact` };
  }
  return null;
}

function reduceMean(graph: GraphIndex, node: NodeProto, feature: string): PoolFound {
  const given = intsAttribute(node, 'axes') ?? [...(readConstant(graph, node.input[1] ?? '')?.values ?? [])];
  const axes = given.map((axis) => (axis < 0 ? axis + 4 : axis)).sort();
  if (axes.join() === '2,3') return { feature };
  if (axes.join() !== '1,2')
    return { reason: `${describeNode(node)} averages over axes [${given}], not height and width` };
  const producer = graph.producers.get(feature);
  const order = producer?.opType === 'Transpose' ? intsAttribute(producer, 'perm')?.join() : undefined;
  if (order === '0,2,3,1') return { feature: producer?.input[0] ?? '' };
  return {
    reason: `${describeNode(node)} averages over axes 1 and 2: the feature map has its channels last; export it with channels first (NCHW)`,
  };
}
