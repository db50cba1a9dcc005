import { takePlane } from './planes';
import type { RandomStream } from './random';
import type { Acquisition } from './study';

/** Attenuation of one unit of path length. */
const MU = 1.9;

/** Grey values are spread between these quantiles of the logarithmic image. */
const WINDOW = [0.01, 0.99] as const;

/** Finest brightness that is told apart from darkness. */
const DARKEST = 1e-4;

const LEVELS = 2048;

/** Quantiles of the standard normal distribution in 4,096 equal steps: one look-up makes a random number normal. */
const NORMAL = Float32Array.from({ length: 4096 }, (_, i) => normalQuantile((i + 0.5) / 4096));

/** Normal quantile by Acklam's method without refinement, |relative error| < 1.2e-9. */
function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}

/** exp(−MU · t) plus scatter, a share of the mean that comes through. */
function transmit(t: Float32Array, scatter: number): Float32Array {
  const light = takePlane(Math.sqrt(t.length));
  let sum = 0;
  for (let i = 0; i < t.length; i++) {
    const value = Math.exp(-MU * (t[i] ?? 0));
    light[i] = value;
    sum += value;
  }
  const veil = (scatter * sum) / t.length;
  for (let i = 0; i < light.length; i++) light[i] = (light[i] ?? 0) + veil;
  return light;
}

/** The values below which the two shares of the pixels lie, from a histogram between the extremes. */
function quantiles(values: Float32Array): [low: number, high: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const step = Math.max(1e-9, (most - least) / LEVELS);
  const counts = new Int32Array(LEVELS + 1);
  for (let i = 0; i < values.length; i++) {
    const bin = (((values[i] ?? 0) - least) / step) | 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const at = (share: number) => {
    let left = share * values.length;
    let bin = 0;
    for (; bin < LEVELS && left > (counts[bin] ?? 0); bin++) left -= counts[bin] ?? 0;
    return least + step * bin;
  };
  return [at(WINDOW[0]), at(WINDOW[1])];
}

/**
 * From path lengths [size, size] to grey values 0–1, dense bright: Beer–Lambert with scatter, photon noise (normal,
 * variance as Poisson's; a pixel of a larger picture gets its share of the photons), logarithm, window, gamma.
 */
export function detect(t: Float32Array, size: number, acquisition: Acquisition, random: RandomStream): Float32Array {
  const { scatter, photons, gamma } = acquisition;
  const values = transmit(t, scatter);
  const noise = size / 112 / Math.sqrt(photons);
  for (let i = 0; i < values.length; i++) {
    const light = values[i] ?? 0;
    const z = NORMAL[random.bits() >>> 20] ?? 0;
    values[i] = -Math.log(Math.max(DARKEST, light + noise * Math.sqrt(light) * z));
  }
  const [low, high] = quantiles(values);
  const width = Math.max(1e-6, high - low);
  const curve = Float32Array.from({ length: LEVELS + 1 }, (_, i) => (i / LEVELS) ** gamma);
  for (let i = 0; i < values.length; i++) {
    const share = Math.min(1, Math.max(0, ((values[i] ?? 0) - low) / width));
    values[i] = curve[Math.round(share * LEVELS)] ?? 0;
  }
  return values;
}
