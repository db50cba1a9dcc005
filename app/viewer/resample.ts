import type { Grey } from './grey';

/** Samples averaged per screen pixel and side, at most. */
const MOST_PER_SIDE = 4;

/**
 * The part of an image that a pane shows, as samples [height, width] at the pane's resolution: the mean of up to 4 × 4
 * samples where pixels are larger than samples, else the nearest. `x`, `y` is the image's point in the middle.
 */
export function resample(
  grey: Grey,
  zoom: number,
  x: number,
  y: number,
  width: number,
  height: number,
): Uint16Array<ArrayBuffer> {
  const columns = places(grey.width, zoom, x, width);
  const rows = places(grey.height, zoom, y, height);
  const out = new Uint16Array(width * height);
  const { samples } = grey;
  const perPixel = columns.count * rows.count;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      let sum = 0;
      for (let i = 0; i < rows.count; i += 1) {
        const start = (rows.at[row * rows.count + i] ?? 0) * grey.width;
        for (let k = 0; k < columns.count; k += 1) {
          sum += samples[start + (columns.at[column * columns.count + k] ?? 0)] ?? 0;
        }
      }
      out[row * width + column] = Math.round(sum / perPixel);
    }
  }
  return out;
}

/** For each of `pixels` along one axis: the `count` samples of `length` that it shows. */
function places(length: number, zoom: number, middle: number, pixels: number): { count: number; at: Uint32Array } {
  const footprint = length / pixels / zoom;
  const count = Math.min(MOST_PER_SIDE, Math.max(1, Math.ceil(footprint)));
  const at = new Uint32Array(pixels * count);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const centre = (middle + ((pixel + 0.5) / pixels - 0.5) / zoom) * length;
    for (let i = 0; i < count; i += 1) {
      const place = Math.floor(centre + ((i + 0.5) / count - 0.5) * footprint);
      at[pixel * count + i] = Math.min(length - 1, Math.max(0, place));
    }
  }
  return { count, at };
}

/**
 * Samples through the window that `tone` is, into RGBA words (little endian: red lowest), opaque. Computed, not looked
 * up: a table of 65,536 entries does not fit the processor's nearest cache, and would take twice as long.
 */
export function drawWindowed(
  words: Uint32Array,
  samples: Uint16Array,
  { scale, offset }: Pick<Grey, 'scale' | 'offset'>,
  [factor, shift]: [number, number],
): void {
  const [slope, start] = [scale * factor * 255, (offset * factor + shift) * 255 + 0.5];
  for (let at = 0; at < words.length; at += 1) {
    const shown = (samples[at] ?? 0) * slope + start;
    const byte = shown < 0 ? 0 : shown > 255 ? 255 : shown | 0;
    words[at] = 0xff000000 | (byte * 0x010101);
  }
}
