import type { NodeProto } from 'onnx-buf';
import type { LayerFound } from './affineLayer';
import { floatAttribute } from './attribute';
import { describeNode, type GraphIndex, readConstant } from './graphIndex';
import type { ConstantTensor } from './tensorValues';

const ONE = Float32Array.of(1);
const ZERO = Float32Array.of(0);

/**
 * Reads Add, Sub, Mul and Div with a constant, and BatchNormalization (at inference), as y = scale · x + shift;
 * null for any other node.
 */
export function scaleLayer(graph: GraphIndex, node: NodeProto): LayerFound | null {
  if (node.opType === 'BatchNormalization') return batchNormalization(graph, node);
  if (!['Add', 'Sub', 'Mul', 'Div'].includes(node.opType)) return null;
  const [left = '', right = ''] = node.input;
  const rightConstant = readConstant(graph, right);
  const constant = rightConstant ?? readConstant(graph, left);
  if (!constant) return { reason: `${describeNode(node)} joins two computed tensors` };
  if (constant.dims.filter((dim) => dim !== 1).length > 1) {
    return {
      reason: `${describeNode(node)} has a constant of dimensions [${constant.dims}], not one value per channel`,
    };
  }
  if (rightConstant) return { ...withConstantRight(node, constant), data: left, type: constant.type };
  if (node.opType === 'Div') return { reason: `${describeNode(node)} divides by the data, so it is not linear` };
  return { ...withConstantLeft(node, constant), data: right, type: constant.type };
}

function withConstantRight(node: NodeProto, { values }: ConstantTensor) {
  if (node.opType === 'Add') return scaled(ONE, values);
  if (node.opType === 'Sub')
    return scaled(
      ONE,
      values.map((value) => -value),
    );
  return scaled(node.opType === 'Mul' ? values : values.map((value) => 1 / value), ZERO);
}

function withConstantLeft(node: NodeProto, { values }: ConstantTensor) {
  if (node.opType === 'Add') return scaled(ONE, values);
  return node.opType === 'Sub' ? scaled(Float32Array.of(-1), values) : scaled(values, ZERO);
}

const scaled = (scale: Float32Array, shift: Float32Array) => ({ layer: { kind: 'scale' as const, scale, shift } });

/** γ (x − μ) / √(σ² + ε) + β with the stored running statistics. */
function batchNormalization(graph: GraphIndex, node: NodeProto): LayerFound {
  const [gamma, beta, mean, variance] = node.input.slice(1, 5).map((name) => readConstant(graph, name));
  if (!gamma || !beta || !mean || !variance)
    return { reason: `${describeNode(node)} has statistics that are computed` };
  const epsilon = floatAttribute(node, 'epsilon', 1e-5);
  const scale = gamma.values.map((value, i) => value / Math.sqrt((variance.values[i] ?? 0) + epsilon));
  const shift = beta.values.map((value, i) => value - (mean.values[i] ?? 0) * (scale[i] ?? 0));
  return { ...scaled(scale, shift), data: node.input[0] ?? '', type: gamma.type };
}
