import { floatTensor, type GraphBuilder, graphBuilder, intTensor } from './graphBuilder';

/** Channels of the feature map and classes of every variant. */
export const CHANNELS = 5;
export const CLASSES = 3;
/** The input is [1, 1, 8, 8] or [N, 1, 8, 8], the feature map [N, 5, 4, 4]. */
export const SIDE = 8;

type Variant = { name: string; bytes: Uint8Array };
type Build = (g: GraphBuilder, feature: string) => string;

const FC = [CLASSES, CHANNELS];
const gap: Build = (g, feature) => g.node('GlobalAveragePool', [feature]);
const flat: Build = (g, feature) => g.node('Flatten', [gap(g, feature)]);
const gemm = (g: GraphBuilder, x: string, rows = CLASSES, columns = CHANNELS) =>
  g.node('Gemm', [x, g.weights([rows, columns]), g.weights([rows])], { transB: 1 });
const sigmoid = (g: GraphBuilder, x: string) => g.node('Sigmoid', [x]);

/** A model of one strided convolution and Relu, then what `build` adds. */
export function headModel(build: Build, options: { batch?: number | string; opset?: number; dims?: number[] } = {}) {
  const g = graphBuilder();
  const image = g.input([options.batch ?? 'N', 1, SIDE, SIDE]);
  const kernel = g.weights([CHANNELS, 1, 3, 3]);
  const map = g.node('Conv', [image, kernel], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] });
  const output = build(g, g.node('Relu', [map]));
  return g.model([{ name: output, dims: ['N', ...(options.dims ?? [CLASSES])] }], options.opset ?? 13);
}

/** Heads that CAM is exact for. */
export const LINEAR_HEADS: Variant[] = [
  { name: 'Gemm and Sigmoid', bytes: headModel((g, x) => sigmoid(g, gemm(g, flat(g, x)))) },
  { name: 'no activation', bytes: headModel((g, x) => gemm(g, flat(g, x))) },
  { name: 'Softmax', bytes: headModel((g, x) => g.node('Softmax', [gemm(g, flat(g, x))], { axis: 1 })) },
  { name: 'two Gemms', bytes: headModel((g, x) => sigmoid(g, gemm(g, gemm(g, flat(g, x), 2), CLASSES, 2))) },
  { name: 'MatMul and Add', bytes: headModel(matMulAdd) },
  { name: 'Gemm with alpha, beta and B not transposed', bytes: headModel(scaledGemm) },
  {
    name: 'ReduceMean without kept dimensions',
    bytes: headModel((g, x) => sigmoid(g, gemm(g, g.node('ReduceMean', [x], { axes: [-2, -1], keepdims: 0 })))),
  },
  { name: 'ReduceMean with kept dimensions and a Conv head', bytes: headModel(keptDims, { dims: [CLASSES, 1, 1] }) },
  { name: 'ReduceMean with its axes as an input (opset 18)', bytes: headModel(axesInput, { opset: 18 }) },
  { name: 'AveragePool that covers the map', bytes: headModel(averagePool) },
  { name: '1x1 Conv before the pool', bytes: headModel(convBeforePool) },
  { name: '3x3 Conv before the pool, no layer after', bytes: headModel(wideConvBeforePool) },
  { name: 'BatchNormalization and temperature', bytes: headModel(normalised) },
  { name: 'channels last between Transpose and ReduceMean', bytes: headModel(channelsLast) },
  { name: 'a map with its channels last', bytes: headModel(mapLast, { opset: 17 }) },
  { name: 'the mean of patches', bytes: headModel(patches, { opset: 17 }) },
  { name: 'the mean of patches that are turned', bytes: headModel(turnedPatches, { opset: 17 }) },
  { name: 'a Transpose behind the pool', bytes: headModel(turnedPool) },
  { name: 'a batch fixed at 1', bytes: headModel((g, x) => sigmoid(g, gemm(g, flat(g, x))), { batch: 1 }) },
  { name: 'a half-precision head', bytes: headModel(halfPrecision) },
];

/** Heads that CAM is not exact for, and what the reason must say. */
export const OTHER_HEADS: (Variant & { reason: RegExp })[] = [
  {
    name: 'a hidden layer',
    bytes: headModel((g, x) => sigmoid(g, gemm(g, g.node('Relu', [gemm(g, flat(g, x), 4)], {}, 'hid'), CLASSES, 4))),
    reason: /Relu between pooling and the output \(node \/hid\): the head has a hidden layer, so CAM is not exact/,
  },
  {
    name: 'maximum pooling',
    bytes: headModel((g, x) => sigmoid(g, gemm(g, g.node('Flatten', [g.node('GlobalMaxPool', [x])])))),
    reason: /GlobalMaxPool .* not by the mean/,
  },
  {
    name: 'no pooling',
    bytes: headModel((g, x) => gemm(g, g.node('Flatten', [x]), CLASSES, CHANNELS * 16)),
    reason: /no global average pooling .*Relu/,
  },
  {
    name: 'two branches',
    bytes: headModel((g, x) => g.node('Add', [gemm(g, flat(g, x)), gemm(g, flat(g, x))])),
    reason: /Add .* joins two computed tensors/,
  },
  {
    name: 'LayerNormalization after pooling',
    bytes: headModel((g, x) => gemm(g, layerNorm(g, flat(g, x))), { opset: 17 }),
    reason: /LayerNormalization between pooling and the output .* divides by the spread of each image/,
  },
  {
    name: 'LayerNormalization after pooling, written out',
    bytes: headModel((g, x) => gemm(g, writtenOut(g, flat(g, x)))),
    reason: /LayerNormalization between pooling and the output/,
  },
  {
    name: 'whole numbers in the head',
    bytes: headModel((g, x) => g.node('MatMulInteger', [flat(g, x), g.weights([CHANNELS, CLASSES])])),
    reason: /MatMulInteger in the head .*: the head computes in 8 bits/,
  },
  {
    name: 'the mean over channels and height',
    bytes: headModel((g, x) => g.node('ReduceMean', [x], { axes: [1, 2], keepdims: 0 }), { dims: [4] }),
    reason: /averages over axes 1 and 2 .* over channels and height/,
  },
];

function matMulAdd(g: GraphBuilder, x: string): string {
  const product = g.node('MatMul', [flat(g, x), g.weights([CHANNELS, CLASSES])]);
  return sigmoid(g, g.node('Add', [g.weights([CLASSES]), product]));
}

function scaledGemm(g: GraphBuilder, x: string): string {
  const attributes = { alpha: { float: 0.5 }, beta: { float: 2 } };
  return sigmoid(g, g.node('Gemm', [flat(g, x), g.weights([CHANNELS, CLASSES]), g.weights([1, CLASSES])], attributes));
}

function keptDims(g: GraphBuilder, x: string): string {
  const pooled = g.node('ReduceMean', [x], { axes: [2, 3], keepdims: 1 });
  return sigmoid(g, g.node('Conv', [pooled, g.weights([...FC, 1, 1]), g.weights([CLASSES])]));
}

function axesInput(g: GraphBuilder, x: string): string {
  const axes = g.node('Constant', [], { value: intTensor('', [2, 3]) });
  return sigmoid(g, gemm(g, g.node('ReduceMean', [x, axes], { keepdims: 0 })));
}

function averagePool(g: GraphBuilder, x: string): string {
  const pooled = g.node('AveragePool', [x], { kernel_shape: [4, 4] });
  return sigmoid(g, gemm(g, g.node('Reshape', [pooled, g.constant(intTensor('shape', [-1, CHANNELS]))])));
}

function convBeforePool(g: GraphBuilder, x: string): string {
  const maps = g.node('Conv', [x, g.weights([...FC, 1, 1]), g.weights([CLASSES])], { kernel_shape: [1, 1] });
  return sigmoid(g, flat(g, maps));
}

function wideConvBeforePool(g: GraphBuilder, x: string): string {
  const attributes = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
  return sigmoid(g, flat(g, g.node('Conv', [x, g.weights([...FC, 3, 3]), g.weights([CLASSES])], attributes)));
}

function normalised(g: GraphBuilder, x: string): string {
  const positive = g.weights([CHANNELS], [0.5, 1, 2, 3, 4]);
  const inputs = [g.weights([CHANNELS]), g.weights([CHANNELS]), g.weights([CHANNELS]), positive];
  const logits = gemm(g, g.node('BatchNormalization', [flat(g, x), ...inputs], { epsilon: { float: 1e-3 } }));
  return sigmoid(g, g.node('Div', [logits, g.constant(floatTensor('temperature', [], [1.7]))]));
}

function channelsLast(g: GraphBuilder, x: string): string {
  const last = g.node('Transpose', [x], { perm: [0, 2, 3, 1] });
  return sigmoid(g, gemm(g, g.node('ReduceMean', [last], { axes: [1, 2], keepdims: 0 })));
}

/** The whole head in float16, and float32 again at the output, as exporters with kept input and output types make it. */
function halfPrecision(g: GraphBuilder, x: string): string {
  const half = (tensor: string) => g.node('Cast', [tensor], { to: 10 });
  const pooled = flat(g, half(x));
  const logits = g.node('Gemm', [pooled, half(g.weights(FC)), half(g.weights([CLASSES]))], { transB: 1 });
  return g.node('Cast', [sigmoid(g, logits)], { to: 1 });
}

function tokensOf(g: GraphBuilder, x: string): string {
  return g.node('Transpose', [g.node('Reshape', [x, g.constant(intTensor('rows', [0, CHANNELS, -1]))])], {
    perm: [0, 2, 1],
  });
}

function layerNorm(g: GraphBuilder, x: string): string {
  return g.node('LayerNormalization', [x, g.weights([CHANNELS]), g.weights([CHANNELS])]);
}

/** As exporters before opset 17 write it; computed steps between keep the map from being told by its producer. */
function writtenOut(g: GraphBuilder, x: string): string {
  const centred = g.node('Sub', [x, g.node('ReduceMean', [x], { axes: [-1], keepdims: 1 })]);
  const variance = g.node('ReduceMean', [g.node('Mul', [centred, centred])], { axes: [-1], keepdims: 1 });
  const spread = g.node('Sqrt', [g.node('Add', [variance, g.weights([1], [1e-5])])]);
  return g.node('Mul', [g.node('Div', [centred, spread]), g.weights([CHANNELS])]);
}

function mapLast(g: GraphBuilder, x: string): string {
  const last = layerNorm(g, g.node('Transpose', [x], { perm: [0, 2, 3, 1] }));
  return sigmoid(g, gemm(g, g.node('ReduceMean', [last], { axes: [1, 2], keepdims: 0 })));
}

function patches(g: GraphBuilder, x: string): string {
  return gemm(g, g.node('ReduceMean', [layerNorm(g, tokensOf(g, x))], { axes: [1], keepdims: 0 }));
}

function turnedPatches(g: GraphBuilder, x: string): string {
  const turned = g.node('Transpose', [layerNorm(g, tokensOf(g, x))], { perm: [0, 2, 1] });
  return gemm(g, g.node('Flatten', [g.node('GlobalAveragePool', [turned])]));
}

function turnedPool(g: GraphBuilder, x: string): string {
  return gemm(g, g.node('Flatten', [g.node('Transpose', [gap(g, x)], { perm: [0, 2, 3, 1] })]));
}
