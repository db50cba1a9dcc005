import type { ModelProto, NodeProto } from 'onnx-buf';
import { attentionMaps } from './attentionMaps';
import { type GraphIndex, indexGraph } from './graphIndex';
import { beforeActivation } from './outputScale';
import { type MapLayout, spatialPool } from './spatialPool';

/** The last tensor that still has height and width, and the node that takes them away. */
export type FeatureMap = { tensor: string; layout: MapLayout; pooling: string };

/** Steps that leave a map a map. */
const KEEPS =
  /^(Relu|LeakyRelu|PRelu|Clip|Elu|Selu|Gelu|HardSwish|Sigmoid|Mul|Add|Div|BatchNormalization|.*Pool|Dropout|Identity|Cast|Concat|QuantizeLinear|DequantizeLinear|QLinearAdd)$/;

/**
 * Finds the feature map by going back from an output: what the nearest pooling over height and width pools (by the mean
 * or the maximum, whatever the head), or what is flattened behind convolutions. Null where there is neither, as in a
 * transformer that reads a class token. Whether it has four dimensions is seen when it is run.
 */
export function findFeatureMap(model: ModelProto, output: string): FeatureMap | null {
  const graph = indexGraph(model);
  const start = graph.producers.get(beforeActivation(graph, output).tensor);
  const isTransformer = attentionMaps(model).length > 0;
  const queue: NodeProto[] = start ? [start] : [];
  const seen = new Set<NodeProto>(queue);
  for (const node of queue) {
    const found = pooledMap(graph, node) ?? (isTransformer ? null : flattenedMap(graph, node));
    if (found) return found;
    if (node.opType === 'Conv' || node.opType === 'Softmax') continue;
    for (const input of node.input) {
      const next = graph.producers.get(input);
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return null;
}

function pooledMap(graph: GraphIndex, node: NodeProto): FeatureMap | null {
  const pool = spatialPool(graph, node);
  if (pool && 'feature' in pool) return { tensor: pool.feature, layout: pool.layout, pooling: node.opType };
  const tensor = node.input[0] ?? '';
  if (node.opType === 'GlobalMaxPool' || node.opType === 'GlobalLpPool') {
    return { tensor, layout: 'NCHW', pooling: node.opType };
  }
  return null;
}

function flattenedMap(graph: GraphIndex, node: NodeProto): FeatureMap | null {
  const tensor = node.input[0] ?? '';
  if (node.opType !== 'Flatten' && node.opType !== 'Reshape') return null;
  return isConvolved(graph, tensor) ? { tensor, layout: 'NCHW', pooling: node.opType } : null;
}

/** Whether steps that keep height and width lead back to a convolution. */
function isConvolved(graph: GraphIndex, tensor: string): boolean {
  let node = graph.producers.get(tensor);
  for (let steps = 0; node && steps < 32; steps++) {
    if (/^(Conv|ConvInteger|QLinearConv)$/.test(node.opType)) return true;
    if (!KEEPS.test(node.opType) || /^Global/.test(node.opType)) return false;
    node = graph.producers.get(node.input[0] ?? '');
  }
  return false;
}
