import { type AxisTaps, checkSize, resampleSeparably, type Size } from './resampleSeparably';

/**
 * Bilinear interpolation with half-pixel centres and clamped edges, without antialiasing: source coordinate
 * (i + 0.5) · in / out − 0.5. The same as PyTorch's `interpolate(mode='bilinear', align_corners=False)`.
 *
 * @param pixels Float32Array [height, width]
 * @returns Float32Array [outHeight, outWidth], never outside the range of the input
 * @throws RangeError on a size that is not of positive integers, or does not fit `pixels`
 */
export function bilinearResize(pixels: Float32Array, from: Size, to: Size): Float32Array {
  checkSize('size', from);
  checkSize('output size', to);
  return resampleSeparably(pixels, from, linearTaps(from[0], to[0]), linearTaps(from[1], to[1]));
}

/** The taps of one axis: two each, one when there is but one pixel. */
export function linearTaps(input: number, length: number): AxisTaps {
  const taps = Math.min(2, input);
  const first = new Int32Array(length);
  const weights = new Float64Array(length * taps);
  for (let i = 0; i < length; i++) {
    const source = Math.min(Math.max(((i + 0.5) * input) / length - 0.5, 0), input - 1);
    const low = Math.floor(source);
    // At the far edge `low` is the last pixel, with all of the weight.
    first[i] = Math.min(low, input - taps);
    const at = i * taps + low - (first[i] ?? 0);
    weights[at] = 1 - (source - low);
    if (source > low) weights[at + 1] = source - low;
  }
  return { length, taps, first, weights };
}
