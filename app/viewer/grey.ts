import type { Pixels } from '@/server/queries/pixelBody';

/**
 * What the painters draw: samples [height, width] and the line that makes greys of them (0–255 as the model sees it,
 * beyond that what the file's window hides).
 */
export type Grey = Pixels & {
  /** `preview` is the server's 8-bit picture, `full` all that the file holds. */
  depth: 'preview' | 'full';
};

/** The preview's grey levels out of RGBA bytes [height, width, 4]: any channel, for it is grey. */
export function previewGrey(rgba: Uint8ClampedArray, height: number, width: number): Grey {
  const samples = new Uint8Array(height * width);
  for (let at = 0; at < samples.length; at += 1) samples[at] = rgba[at * 4] ?? 0;
  return { depth: 'preview', height, width, samples, bits: 8, scale: 1, offset: 0, values: null };
}

/** The index of the sample under a point of the image (shares of width and height). */
export function sampleAt({ height, width, samples }: Grey, point: { x: number; y: number }): number {
  const row = Math.min(height - 1, Math.max(0, Math.floor(point.y * height)));
  const column = Math.min(width - 1, Math.max(0, Math.floor(point.x * width)));
  return samples[row * width + column] ?? 0;
}

/** The probe's word for a pixel: the value in the file's units where there are any, else the grey. */
export function pixelWords(grey: Grey, point: { x: number; y: number }): string {
  const sample = sampleAt(grey, point);
  if (grey.depth === 'preview') return `grey ${sample}`;
  if (grey.values === null) return `grey ${(sample * grey.scale + grey.offset).toFixed(grey.bits > 8 ? 1 : 0)}`;
  const value = sample * grey.values.slope + grey.values.intercept;
  return `px ${Number.isInteger(value) ? value : value.toFixed(1)}`;
}

/**
 * A window on greys in the file's units, "1800 / 2048"; null where the file has none of its own (the preview, curves,
 * PNG and JPEG).
 */
export function windowInFile(grey: Grey, window: number, level: number): string | null {
  if (grey.values === null || grey.depth === 'preview') return null;
  const { slope, intercept } = grey.values;
  const centre = ((level - grey.offset) / grey.scale) * slope + intercept;
  return `${Math.abs((window / grey.scale) * slope).toFixed(0)} / ${centre.toFixed(0)}`;
}

/** Which pixels are on the screen, in words. */
export function depthWords(grey: Grey | null, loading: 'idle' | 'loading' | 'failed' | 'too-large'): string {
  if (grey === null) return 'picture only';
  const size = `${grey.width} × ${grey.height}`;
  if (grey.depth === 'full') return `full depth, ${grey.bits} bit, ${size}`;
  if (loading === 'idle') return `8 bit, ${size}, as in the file`;
  const tail = {
    loading: '; full depth is loading',
    failed: '; full depth did not load',
    'too-large': '; too large for full depth here',
  };
  return `8-bit preview, ${size}${tail[loading]}`;
}
