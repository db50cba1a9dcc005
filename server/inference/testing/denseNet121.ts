import { graphBuilder } from '@/server/onnx/testing/graphBuilder';

const LAYERS = [6, 12, 24, 16];
const GROWTH = 32;
/** Channels of the 1 × 1 convolution before each 3 × 3, and of the first layer: Huang et al. 2017, table 1. */
const BOTTLENECK = 4 * GROWTH;
const FIRST = 64;

/**
 * DenseNet-121 (Huang et al., CVPR 2017) for 3 × 224 × 224 and `classes` findings with a sigmoid, as ONNX: the cost of
 * the network that most published chest models are, with weights from a seed (He et al. 2015), so that no file is
 * needed. Its answers mean nothing.
 */
export function denseNet121(classes: number): Uint8Array {
  const g = graphBuilder();
  const random = uniform(121);
  const he = (dims: number[]): string => {
    const fanIn = dims.slice(1).reduce((product, dim) => product * dim, 1);
    const bound = Math.sqrt(6 / fanIn);
    const count = dims.reduce((product, dim) => product * dim, 1);
    return g.weights(
      dims,
      Float32Array.from({ length: count }, () => bound * random()),
    );
  };
  const convolve = (from: string, channels: [number, number], side: number, stride = 1): string => {
    const pad = side >> 1;
    return g.node('Conv', [from, he([channels[1], channels[0], side, side])], {
      kernel_shape: [side, side],
      pads: [pad, pad, pad, pad],
      strides: [stride, stride],
    });
  };
  const normalise = (from: string, channels: number): string => {
    const filled = (value: number) => g.weights([channels], new Float32Array(channels).fill(value));
    return g.node('Relu', [
      g.node('BatchNormalization', [from, filled(1), filled(0), filled(0), filled(1)], { epsilon: { float: 1e-5 } }),
    ]);
  };
  const halve = (kind: 'MaxPool' | 'AveragePool', from: string, side: number): string => {
    const pad = side === 3 ? 1 : 0;
    return g.node(kind, [from], { kernel_shape: [side, side], strides: [2, 2], pads: [pad, pad, pad, pad] });
  };

  let features = halve('MaxPool', normalise(convolve(g.input(['N', 3, 224, 224]), [3, FIRST], 7, 2), FIRST), 3);
  let channels = FIRST;
  for (const [block, layers] of LAYERS.entries()) {
    for (let layer = 0; layer < layers; layer++) {
      const narrow = convolve(normalise(features, channels), [channels, BOTTLENECK], 1);
      const grown = convolve(normalise(narrow, BOTTLENECK), [BOTTLENECK, GROWTH], 3);
      features = g.node('Concat', [features, grown], { axis: 1 });
      channels += GROWTH;
    }
    if (block === LAYERS.length - 1) break;
    features = halve('AveragePool', convolve(normalise(features, channels), [channels, channels / 2], 1), 2);
    channels /= 2;
  }
  const pooled = g.node('Flatten', [g.node('GlobalAveragePool', [normalise(features, channels)])], { axis: 1 });
  const logits = g.node('Gemm', [pooled, he([classes, channels]), g.weights([classes])], { transB: 1 });
  return g.model([{ name: g.node('Sigmoid', [logits], {}, 'probs'), dims: ['N', classes] }]);
}

/** Numbers in [-1, 1) from a linear congruential generator (Numerical Recipes). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
