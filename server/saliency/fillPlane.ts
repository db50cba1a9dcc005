import type { FillName } from './saliencyParameters';
import type { Plane } from './saliencyPlan';

/** Standard deviation of the blur, as a share of the shorter side: nothing smaller than a lung is left. */
const BLUR_SHARE = 0.05;

/** The Gaussian is cut off at so many standard deviations. */
const TRUNCATE = 3;

/** What covered pixels are replaced by, [channels, height, width]. */
export function fillPlane(plane: Plane, fill: FillName): Float32Array {
  const { channels, height, width, values } = plane;
  const out = new Float32Array(values.length);
  const cells = height * width;
  for (let c = 0; c < channels; c++) {
    const channel = values.subarray(c * cells, (c + 1) * cells);
    const target = out.subarray(c * cells, (c + 1) * cells);
    if (fill === 'mean') target.fill(channel.reduce((sum, value) => sum + value, 0) / cells);
    else target.set(blurred(channel, height, width));
  }
  return out;
}

/** Gaussian blur with clamped edges (as `scipy.ndimage.gaussian_filter(mode='nearest', truncate=3)`). */
export function blurred(values: Float32Array, height: number, width: number): Float32Array {
  const kernel = gaussian(BLUR_SHARE * Math.min(height, width));
  const rows = new Float64Array(values.length);
  const out = new Float32Array(values.length);
  const reach = (kernel.length - 1) / 2;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = -reach; k <= reach; k++) {
        const at = Math.min(Math.max(x + k, 0), width - 1);
        sum += (kernel[k + reach] ?? 0) * (values[y * width + at] ?? 0);
      }
      rows[y * width + x] = sum;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = -reach; k <= reach; k++) {
        const at = Math.min(Math.max(y + k, 0), height - 1);
        sum += (kernel[k + reach] ?? 0) * (rows[at * width + x] ?? 0);
      }
      out[y * width + x] = sum;
    }
  }
  return out;
}

function gaussian(sigma: number): Float64Array {
  const reach = Math.floor(TRUNCATE * sigma + 0.5);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / sigma) ** 2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
