import type { Raster } from '@/server/audit/raster';

/** The look of a marker: 64 bits in two words, width by height, and height as a share of the image's width. */
export type MarkerLook = { high: number; low: number; aspect: number; size: number };

const SIDE = 32;
const FREQUENCIES = 8;

/** Ink is what stands out by this share of the most that does. */
const INK_SHARE = 0.4;

/** cos((2x + 1) u π / 2n), Float64Array [FREQUENCIES, SIDE]. */
const COSINES = Float64Array.from({ length: FREQUENCIES * SIDE }, (_, i) =>
  Math.cos(((2 * (i % SIDE) + 1) * Math.floor(i / SIDE) * Math.PI) / (2 * SIDE)),
);

/**
 * The perceptual hash of a marker (pHash: signs of low frequencies of a cosine transform against their median). Of the
 * box that the ink fills, drawn at 32×32, so that size and place do not matter; the box's shape and size are told beside
 * it, as a big and a small letter L hash alike. A cosine hash and not one of differences between neighbours, whose signs
 * in the even ground around the strokes are those of the noise.
 *
 * Source: Zauner, Implementation and benchmarking of perceptual image hash functions, 2010, §3.2.2.
 * @param ink how far each pixel stands out from the ground behind the marker, whichever way; any unit
 * @param imageWidth of the whole picture, in pixels of `ink`
 * @returns null where nothing stands out
 */
export function markerLook(ink: Raster, imageWidth: number): MarkerLook | null {
  const box = inkBox(ink);
  if (box === null) return null;
  const hash = hashOf(transformed(drawn(ink, box, box.most)));
  return { ...hash, aspect: box.width / box.height, size: box.height / imageWidth };
}

/** How many of the 64 bits differ. */
export const hammingDistance = (a: MarkerLook, b: MarkerLook): number => ones(a.high ^ b.high) + ones(a.low ^ b.low);

/** The number of 1 bits of a word (Warren, Hacker's delight, 2002, §5-1). */
export function ones(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** `most`: what stands out most, as far as it does. */
type Box = { most: number; x: number; y: number; width: number; height: number };

function inkBox({ height, width, pixels }: Raster): Box | null {
  const most = pixels.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  if (!(most > 0)) return null;
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let i = 0; i < pixels.length; i++) {
    if (Math.abs(pixels[i] ?? 0) < INK_SHARE * most) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = y + 1;
  }
  return { most, x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * The box at SIDE × SIDE: each pixel the mean of its part of the box, of at least one pixel. Ink counts alike whatever is
 * behind it, from half of `INK_SHARE` to one and a half of it.
 */
function drawn({ width, pixels }: Raster, box: Box, most: number): Float64Array {
  const blackness = (i: number) => Math.min(1, Math.max(0, Math.abs(pixels[i] ?? 0) / (INK_SHARE * most) - 0.5));
  const plane = new Float64Array(SIDE * SIDE);
  const range = (from: number, length: number, i: number): [number, number] => {
    const first = Math.floor(from + (i * length) / SIDE);
    return [first, Math.max(first + 1, Math.ceil(from + ((i + 1) * length) / SIDE))];
  };
  for (let i = 0; i < plane.length; i++) {
    const [left, right] = range(box.x, box.width, i % SIDE);
    const [top, bottom] = range(box.y, box.height, Math.floor(i / SIDE));
    let sum = 0;
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += blackness(y * width + x);
    plane[i] = sum / ((right - left) * (bottom - top));
  }
  return plane;
}

/** The lowest frequencies of a plane, row by row, without the first, its mean. */
function transformed(plane: Float64Array): Float64Array {
  const rows = new Float64Array(SIDE * FREQUENCIES);
  for (let i = 0; i < rows.length; i++) {
    const [y, u] = [Math.floor(i / FREQUENCIES), i % FREQUENCIES];
    for (let x = 0; x < SIDE; x++) rows[i] = (rows[i] ?? 0) + (plane[y * SIDE + x] ?? 0) * (COSINES[u * SIDE + x] ?? 0);
  }
  const all = new Float64Array(FREQUENCIES * FREQUENCIES);
  for (let i = 0; i < all.length; i++) {
    const [v, u] = [Math.floor(i / FREQUENCIES), i % FREQUENCIES];
    for (let y = 0; y < SIDE; y++)
      all[i] = (all[i] ?? 0) + (rows[y * FREQUENCIES + u] ?? 0) * (COSINES[v * SIDE + y] ?? 0);
  }
  all[0] = 0;
  return all;
}

/** One bit per frequency: whether it is above the median of all but the first. */
function hashOf(frequencies: Float64Array): { high: number; low: number } {
  const sorted = frequencies.slice(1).sort();
  const median = sorted[(sorted.length - 1) / 2] ?? 0;
  let [high, low] = [0, 0];
  for (let i = 0; i < frequencies.length; i++) {
    if (!((frequencies[i] ?? 0) > median)) continue;
    if (i < 32) high |= 1 << i;
    else low |= 1 << (i - 32);
  }
  return { high, low };
}
