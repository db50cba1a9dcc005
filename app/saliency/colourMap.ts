import type { MapValues } from '@/server/queries/feed';
import { HIDDEN_BAND, type SignedScheme, signedColour } from './signedScale';

/** RGBA bytes [height, width, 4], row-major, not premultiplied. */
export type Picture = { height: number; width: number; rgba: Uint8ClampedArray<ArrayBuffer> };

/**
 * A raw signed map in colour, one pixel a value. Values inside the hidden band (a share of the range) are transparent;
 * the rest is opaque, since the whole overlay gets one constant alpha. NaN is transparent.
 */
export function colourMap(map: MapValues, range: number, scheme: SignedScheme = 'dark', hidden = HIDDEN_BAND): Picture {
  const { height, width, values } = map;
  if (values.length !== height * width) throw new RangeError(`values: ${values.length} for ${height} × ${width}`);
  const rgba = new Uint8ClampedArray(height * width * 4);
  values.forEach((value, i) => {
    if (!(Math.abs(value) >= hidden * range)) return;
    rgba.set(signedColour(value, range, scheme), i * 4);
    rgba[i * 4 + 3] = 255;
  });
  return { height, width, rgba };
}

/** How many values lie beyond ±range and are drawn in the end's colour. */
export const saturated = (map: MapValues, range: number): number =>
  map.values.filter((v) => Math.abs(v) > range).length;
