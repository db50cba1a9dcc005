import type { Activation } from '@/server/onnx/outputScale';

/** Logits beyond this say nothing more (p < 1.2e-7), and 0 and 1 have none (DESIGN §5). */
const LOGIT_LIMIT = 16;

/** Applies an activation to `values`: each on its own (sigmoid), or all together (softmax, shifted by the maximum). */
export function probabilities(values: Float32Array, activation: Activation): Float32Array {
  if (activation === 'none') return values;
  if (activation === 'sigmoid') return values.map((value) => 1 / (1 + Math.exp(-value)));
  const highest = values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  const powers = Float64Array.from(values, (value) => Math.exp(value - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return Float32Array.from(powers, (power) => power / sum);
}

/** ln(p / (1 − p)), clamped to ±16; softmax probabilities likewise. */
export function logitsOf(probability: Float32Array): Float32Array {
  return probability.map((p) => Math.min(Math.max(Math.log(p / (1 - p)), -LOGIT_LIMIT), LOGIT_LIMIT));
}
