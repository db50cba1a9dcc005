import { type AxisTaps, checkSize, resampleSeparably, type Size } from './resampleSeparably';

/**
 * Exact area average: every output pixel is the mean of the input over its own box, border pixels split by area.
 * The same as cv2.INTER_AREA on float32 when shrinking; when enlarging it stays the box mean (OpenCV does not).
 *
 * @param pixels Float32Array [height, width], any finite values
 * @returns Float32Array [outHeight, outWidth]; the mean of the image is kept
 * @throws RangeError on a size that is not of positive integers, or does not fit `pixels`
 */
export function areaResize(pixels: Float32Array, from: Size, to: Size): Float32Array {
  checkSize('size', from);
  checkSize('output size', to);
  return resampleSeparably(pixels, from, areaTaps(from[0], to[0]), areaTaps(from[1], to[1]));
}

function areaTaps(input: number, length: number): AxisTaps {
  const step = input / length;
  // A box of `step` pixels touches at most this many.
  const taps = Math.min(input, Math.ceil(step) + 1);
  const indices = new Int32Array(length * taps);
  const weights = new Float64Array(length * taps);
  for (let i = 0; i < length; i++) {
    const start = (i * input) / length;
    const end = ((i + 1) * input) / length;
    const first = Math.min(Math.floor(start), input - 1);
    for (let tap = 0; tap < taps; tap++) {
      const pixel = first + tap;
      const overlap = Math.min(end, pixel + 1) - Math.max(start, pixel);
      if (overlap <= 0 || pixel >= input) continue;
      indices[i * taps + tap] = pixel;
      weights[i * taps + tap] = overlap / step;
    }
  }
  return { length, taps, indices, weights };
}
