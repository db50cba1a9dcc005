import { isFlat } from './isFlat';
import type { SaliencyMaps, SaliencyPlan, SaliencySubject, Tap } from './saliencyPlan';

/** Tokens besides those of the image, at most: class token, distillation token, registers. */
const MOST_PREFIX = 8;

/**
 * Attention rollout (Abnar & Zuidema, ACL 2020): the product over the layers of (Ā + I) ÷ 2 with rows that sum to 1, Ā
 * the mean over heads. The map is the row of the class token, or without one the mean of all rows; nothing is dropped.
 * It asks no answer, so it is of no finding.
 * @throws RangeError where no attention is known
 */
export function attentionRolloutPlan({ plane, attention }: SaliencySubject): SaliencyPlan {
  if (attention === null || attention.length === 0) throw new RangeError('attention: none');
  return { forwards: 0, draw: () => undefined, combine: () => rollout(attention, plane) };
}

function rollout(attention: Tap[], plane: { height: number; width: number }): SaliencyMaps {
  const tokens = attention[0]?.dims[1] ?? 0;
  const grid = tokenGrid(tokens, plane);
  const isWhole = attention.every(({ dims: [, rows, columns] }) => rows === tokens && columns === tokens);
  if (grid === null || !isWhole) {
    return { height: 1, width: 1, values: new Float32Array(1), about: [{ undefinedReason: 'attention_shape' }] };
  }
  const { height, width, prefix } = grid;
  const product = attention.map(mixing).reduce((below, layer) => multiplied(layer, below, tokens));
  const values = new Float32Array(height * width);
  for (let token = prefix; token < tokens; token++) values[token - prefix] = reached(product, token, tokens, prefix);
  const undefinedReason = values.every(Number.isFinite) ? (isFlat(values) ? 'flat' : null) : 'not_finite';
  return { height, width, values, about: [{ undefinedReason, rollout: { layers: attention.length, tokens } }] };
}

/** How tokens lie over the image: behind as few others as possible, in the image's own proportions. */
function tokenGrid(tokens: number, plane: { height: number; width: number }) {
  for (let prefix = 0; prefix <= MOST_PREFIX; prefix++) {
    const cells = tokens - prefix;
    const height = Math.round(Math.sqrt((cells * plane.height) / plane.width));
    const width = Math.round(Math.sqrt((cells * plane.width) / plane.height));
    if (cells > 1 && height * width === cells) return { height, width, prefix };
  }
  return null;
}

/** (mean over heads + I) ÷ 2, [tokens, tokens], each row divided by its sum. */
function mixing({ dims: [heads, tokens], values }: Tap): Float64Array {
  const size = tokens * tokens;
  const mixed = new Float64Array(size);
  for (let head = 0; head < heads; head++) {
    for (let i = 0; i < size; i++) mixed[i] = (mixed[i] ?? 0) + (values[head * size + i] ?? 0) / heads / 2;
  }
  for (let token = 0; token < tokens; token++) {
    mixed[token * tokens + token] = (mixed[token * tokens + token] ?? 0) + 0.5;
    const row = mixed.subarray(token * tokens, (token + 1) * tokens);
    const sum = row.reduce((total, value) => total + value, 0);
    for (let i = 0; i < tokens; i++) row[i] = (row[i] ?? 0) / sum;
  }
  return mixed;
}

function multiplied(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k] ?? 0;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) out[i * n + j] = (out[i * n + j] ?? 0) + factor * (b[k * n + j] ?? 0);
    }
  }
  return out;
}

/** What the class token takes from a token; without a class token the mean over all. */
function reached(product: Float64Array, token: number, tokens: number, prefix: number): number {
  if (prefix > 0) return product[token] ?? 0;
  let sum = 0;
  for (let row = 0; row < tokens; row++) sum += product[row * tokens + token] ?? 0;
  return sum / tokens;
}
