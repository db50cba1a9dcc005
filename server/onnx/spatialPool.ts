import type { NodeProto } from 'onnx-buf';
import { intAttribute, intsAttribute } from './attribute';
import { describeNode, type GraphIndex, readConstant } from './graphIndex';

/** Where a map has its channels: [N, C, H, W], [N, H, W, C], or one vector per patch, [N, H·W, C]. */
export type MapLayout = 'NCHW' | 'NHWC' | 'tokens';

/** A node that averages a feature map over height and width, or why it does not; null for any other kind of node. */
export type PoolFound = { feature: string; layout: MapLayout } | { reason: string };

const MAXIMA = ['GlobalMaxPool', 'MaxPool', 'ReduceMax', 'GlobalLpPool', 'LpPool', 'ReduceSum', 'ReduceL2'];

/** Operators whose answer has its channels second whatever came before. */
const CHANNELS_SECOND = /^(Conv|ConvTranspose|QLinearConv|ConvInteger|BatchNormalization|.*Pool)$/;

/** Operators whose last dimension is the channels. */
const CHANNELS_LAST = ['LayerNormalization', 'MatMul', 'Gemm', 'MatMulInteger', 'QLinearMatMul', 'Reshape'];

/**
 * Recognises GlobalAveragePool, ReduceMean over height and width (axes as attribute or input, with or without kept
 * dimensions, channels first or last, or over patches) and AveragePool without padding. That an AveragePool covers the
 * whole map cannot be read from the graph; whoever uses the head checks mean(CAM) + bias = logit on real outputs.
 */
export function spatialPool(graph: GraphIndex, node: NodeProto): PoolFound | null {
  const feature = node.input[0] ?? '';
  if (node.opType === 'GlobalAveragePool') return turnedBack(graph, feature);
  if (node.opType === 'ReduceMean') return reduceMean(graph, node, feature);
  if (node.opType === 'AveragePool') {
    const isPadded = (intsAttribute(node, 'pads') ?? []).some((pad) => pad !== 0);
    if (isPadded) return { reason: `${describeNode(node)} is padded, so it is not a mean over the map` };
    return { feature, layout: 'NCHW' };
  }
  if (MAXIMA.includes(node.opType)) {
    return { reason: `${describeNode(node)} pools, but not by the mean, so CAM is not exact` };
  }
  return null;
}

function reduceMean(graph: GraphIndex, node: NodeProto, feature: string): PoolFound | null {
  const given = intsAttribute(node, 'axes') ?? [...(readConstant(graph, node.input[1] ?? '')?.values ?? [])];
  const axes = given.toSorted((a, b) => a - b).join();
  if (axes === '2,3' || axes === '-2,-1') return turnedBack(graph, feature);
  if (axes === '1,2' || axes === '-3,-2') return channelsLast(graph, node, feature);
  const order = permutation(graph, feature);
  if (axes === '1' || axes === '-2') {
    return order === '0,2,1' ? null : { feature, layout: 'tokens' };
  }
  // The mean over the last dimension belongs to LayerNorm, unless the patches were turned there.
  if (axes === '-1' || axes === '2') return order === '0,2,1' ? turnedBack(graph, feature) : null;
  return { reason: `${describeNode(node)} averages over axes [${given}], not height and width` };
}

/** The map as it was before a Transpose that puts the channels second. */
function turnedBack(graph: GraphIndex, feature: string): PoolFound {
  const source = graph.producers.get(feature)?.input[0] ?? '';
  const order = permutation(graph, feature);
  if (order === '0,2,1') return { feature: source, layout: 'tokens' };
  return order === '0,3,1,2' ? { feature: source, layout: 'NHWC' } : { feature, layout: 'NCHW' };
}

function channelsLast(graph: GraphIndex, node: NodeProto, feature: string): PoolFound {
  if (permutation(graph, feature) === '0,2,3,1') {
    return { feature: graph.producers.get(feature)?.input[0] ?? '', layout: 'NCHW' };
  }
  if (!isChannelsSecond(graph, feature)) return { feature, layout: 'NHWC' };
  return {
    reason: `${describeNode(node)} averages over axes 1 and 2 of a map that has its channels second: over channels and height, not over height and width`,
  };
}

function permutation(graph: GraphIndex, tensor: string): string | undefined {
  const producer = graph.producers.get(tensor);
  return producer?.opType === 'Transpose' ? intsAttribute(producer, 'perm')?.join() : undefined;
}

/** Follows steps that keep the dimensions up to one that tells where the channels are. */
export function isChannelsSecond(graph: GraphIndex, tensor: string): boolean {
  let name = tensor;
  for (let steps = 0; steps < 64; steps++) {
    const node = graph.producers.get(name);
    if (!node || CHANNELS_LAST.includes(node.opType)) return false;
    if (node.opType === 'Transpose') return permutation(graph, name) === '0,3,1,2';
    if (CHANNELS_SECOND.test(node.opType)) return true;
    if (node.opType === 'Concat') return intAttribute(node, 'axis', 1) === 1;
    const computed = node.input.find((input) => graph.producers.has(input) && !isStored(graph, input));
    name = computed ?? '';
  }
  return false;
}

function isStored(graph: GraphIndex, name: string): boolean {
  return graph.producers.get(name)?.opType === 'Constant';
}
