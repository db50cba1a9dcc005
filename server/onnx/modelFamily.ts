import type { ModelProto, NodeProto } from 'onnx-buf';
import { attentionMaps } from './attentionMaps';
import { intAttribute, intsAttribute } from './attribute';

type Traits = ReturnType<typeof traitsOf>;

/** Families in the order in which they are tried: the first whose traits a graph has. */
const FAMILIES: { name: string; has: (traits: Traits) => boolean }[] = [
  { name: 'Swin', has: (t) => t.attention > 0 && t.isWindowed },
  { name: 'ViT', has: (t) => t.attention > 0 && t.convolutions <= 4 },
  { name: 'ConvNeXt', has: (t) => t.wideDepthwise >= 3 && t.norms >= 3 },
  { name: 'Inception', has: (t) => t.branching >= 6 && t.unlikeKernels >= 2 },
  { name: 'DenseNet', has: (t) => t.growing >= 12 && t.depthwise === 0 },
  { name: 'EfficientNet', has: (t) => t.depthwise >= 8 && t.squeezes >= 6 && t.swish && !t.hardSwish },
  { name: 'MobileNetV3', has: (t) => t.depthwise >= 8 && t.hardSwish },
  { name: 'MobileNetV2', has: (t) => t.depthwise >= 8 && t.sums >= 5 },
  { name: 'MobileNet', has: (t) => t.depthwise >= 8 },
  { name: 'ResNet', has: (t) => t.sums >= 6 && t.convolutions >= 15 && t.depthwise === 0 },
  { name: 'VGG', has: (t) => t.convolutions >= 8 && t.sums === 0 && t.branching === 0 && t.depthwise === 0 },
];

/** The family that a graph looks like, by its operators and how they are joined; null when like none that is known. */
export function modelFamily(model: ModelProto): string | null {
  const traits = traitsOf(model);
  return FAMILIES.find(({ has }) => has(traits))?.name ?? null;
}

function traitsOf(model: ModelProto) {
  const nodes = model.graph?.node ?? [];
  const stored = new Set(model.graph?.initializer.map(({ name }) => name));
  const constants = new Set(nodes.filter(({ opType }) => opType === 'Constant').flatMap(({ output }) => output));
  const isComputed = (name: string) => name !== '' && !stored.has(name) && !constants.has(name);
  const count = (test: (node: NodeProto) => boolean) => nodes.filter(test).length;
  const convolutions = nodes.filter(({ opType }) => /^(Conv|QLinearConv|ConvInteger)$/.test(opType));
  const isDepthwise = (node: NodeProto) => intAttribute(node, 'group', 1) > 8;
  const joins = nodes.filter(({ opType, input }) => opType === 'Concat' && input.filter(isComputed).length >= 2);
  const images = joins.filter(
    (node) =>
      intAttribute(node, 'axis', 0) === 1 ||
      intAttribute(node, 'axis', 0) === -1 ||
      intAttribute(node, 'axis', 0) === 3,
  );
  return {
    convolutions: convolutions.length,
    depthwise: convolutions.filter(isDepthwise).length,
    wideDepthwise: convolutions.filter((node) => isDepthwise(node) && kernelOf(node)[0] === 7).length,
    unlikeKernels: convolutions.filter((node) => kernelOf(node)[0] !== kernelOf(node)[1]).length,
    sums: count(({ opType, input }) => opType === 'Add' && input.every(isComputed)),
    norms: count(({ opType }) => opType === 'LayerNormalization' || opType === 'Sqrt'),
    attention: attentionMaps(model).length,
    // Windows are cut by a Transpose of six dimensions: batch, rows, window, columns, window, channels.
    isWindowed: nodes.some(
      (node) => node.opType === 'Transpose' && intsAttribute(node, 'perm')?.join() === '0,1,3,2,4,5',
    ),
    growing: images.length,
    branching: joins.filter(({ input }) => input.filter(isComputed).length >= 3).length,
    squeezes: count(({ opType }) => opType === 'GlobalAveragePool' || opType === 'ReduceMean'),
    hardSwish: nodes.some(({ opType }) => opType === 'HardSwish' || opType === 'HardSigmoid'),
    swish: nodes.some(({ opType }) => opType === 'Sigmoid' || opType === 'Swish' || opType === 'QLinearSigmoid'),
  };
}

const kernelOf = (node: NodeProto) => intsAttribute(node, 'kernel_shape') ?? [];
