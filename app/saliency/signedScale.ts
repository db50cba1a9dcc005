/** Red, green, blue, each 0 to 255. */
export type Rgb = readonly [number, number, number];

/**
 * Eleven stops from −range to +range: blue-purple against, neutral 0, yellow-green for. Lightness is symmetric about
 * 0 in `dark` (the viewport and thumbnails, in both themes); `light` has dark ends, for paper.
 */
export const SIGNED_STOPS = {
  dark: [
    [150, 94, 248],
    [123, 92, 228],
    [98, 89, 202],
    [75, 84, 172],
    [58, 76, 134],
    [61, 61, 61],
    [67, 117, 75],
    [99, 154, 79],
    [141, 185, 76],
    [190, 213, 64],
    [242, 237, 43],
  ],
  light: [
    [75, 0, 169],
    [89, 72, 195],
    [109, 119, 216],
    [139, 162, 232],
    [181, 203, 243],
    [240, 240, 240],
    [194, 222, 200],
    [163, 200, 160],
    [139, 176, 118],
    [121, 151, 72],
    [109, 124, 0],
  ],
} as const satisfies Record<string, readonly Rgb[]>;

export type SignedScheme = keyof typeof SIGNED_STOPS;

/** Cells whose value is within this share of the range around 0 are transparent, so that the image shows. */
export const HIDDEN_BAND = 0.1;

/** The colour of `value` on a scale from −range to +range; values beyond it take the end's colour. */
export function signedColour(value: number, range: number, scheme: SignedScheme): Rgb {
  if (!(range > 0)) throw new RangeError(`range: ${range}`);
  const stops: readonly Rgb[] = SIGNED_STOPS[scheme];
  const position = ((Math.min(Math.max(value / range, -1), 1) + 1) / 2) * (stops.length - 1);
  const lower = Math.min(Math.floor(position), stops.length - 2);
  const from = stops[lower] ?? [0, 0, 0];
  const to = stops[lower + 1] ?? from;
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(from[channel] + (to[channel] - from[channel]) * (position - lower));
  return [mix(0), mix(1), mix(2)];
}

/** The scale as a CSS gradient from −range (start) to +range (end). */
export function signedGradient(direction: 'to right' | 'to top', scheme: SignedScheme): string {
  return `linear-gradient(${direction}, ${SIGNED_STOPS[scheme].map((rgb) => `rgb(${rgb.join(' ')})`).join(', ')})`;
}
