import { type Component, type Components, connectedComponents } from '@/server/audit/connectedComponents';
import type { Mask } from '@/server/audit/mask';
import type { Raster } from '@/server/audit/raster';
import { pixelsOf } from './growMask';

type Box = { x: number; y: number; width: number; height: number };

/** One connected piece of a shape: its box, and its pixels counted from the box's top left. */
export type Piece = Box & { dx: Int32Array; dy: Int32Array };

/** Places are tried on a lattice of this share of the width, and so many of the free ones looked at. */
const STEP_SHARE = 1 / 112;
const LOOKED_AT = 96;

/** What counts as a place's surroundings: its box and this share of the width on each side. */
const SURROUNDINGS_SHARE = 0.03;

/** The connected pieces of a shape, the largest first. */
export function piecesOf(shape: Mask): Piece[] {
  const found = connectedComponents(shape, 8);
  return found.components.toSorted((a, b) => b.area - a.area).map((component) => pieceOf(component, found));
}

function pieceOf({ label, x, y, width, height, area }: Component, { runs, labels }: Components): Piece {
  const [dx, dy] = [new Int32Array(area), new Int32Array(area)];
  let at = 0;
  for (let row = y; row < y + height; row++) {
    for (let run = runs.rows[row] ?? 0; run < (runs.rows[row + 1] ?? 0); run++) {
      if (labels[run] !== label) continue;
      for (let column = runs.start[run] ?? 0; column < (runs.end[run] ?? 0); column++, at++) {
        dx[at] = column - x;
        dy[at] = row - y;
      }
    }
  }
  return { x, y, width, height, dx, dy };
}

/**
 * Where a piece may be moved to: a place whose box is free of `taken`, and of many such the one whose surroundings are
 * most like the piece's own in mean and standard deviation of the grey values.
 * @param hidden what is no part of any surroundings: the markers themselves
 * @param random numbers in [0, 1): which places are looked at
 * @returns the place of the box's top left; null if none is free
 */
export function shamPlace(
  piece: Piece,
  raster: Raster,
  { taken, hidden }: { taken: Mask; hidden: Mask },
  random: () => number,
): { x: number; y: number } | null {
  const free = freePlaces(piece, taken, random);
  const texture = textureOf(raster, hidden);
  const wanted = texture(piece);
  let best: { x: number; y: number } | null = null;
  let least = Infinity;
  for (let looked = 0; looked < LOOKED_AT && free.length > 0; looked++) {
    const [place] = free.splice(Math.floor(random() * free.length), 1);
    if (!place) break;
    const found = texture({ ...piece, ...place });
    const difference = Math.hypot(found.mean - wanted.mean, found.sd - wanted.sd);
    if (difference >= least) continue;
    best = place;
    least = difference;
  }
  return best;
}

function freePlaces({ width, height }: Box, taken: Mask, random: () => number): { x: number; y: number }[] {
  const sums = summed(taken, (i) => taken.data[i] ?? 0);
  const step = pixelsOf(STEP_SHARE, taken);
  const [left, top] = [Math.floor(random() * step), Math.floor(random() * step)];
  const places: { x: number; y: number }[] = [];
  for (let y = top; y + height <= taken.height; y += step) {
    for (let x = left; x + width <= taken.width; x += step) {
      if (sums({ x, y, width, height }) === 0) places.push({ x, y });
    }
  }
  return places;
}

/** Mean and standard deviation around a box, of the pixels that are not hidden. */
function textureOf(raster: Raster, hidden: Mask): (box: Box) => { mean: number; sd: number } {
  const { height, width, pixels } = raster;
  const shown = (i: number) => (hidden.data[i] ? 0 : (pixels[i] ?? 0));
  const values = summed(raster, shown);
  const squares = summed(raster, (i) => shown(i) ** 2);
  const hiddens = summed(raster, (i) => hidden.data[i] ?? 0);
  const margin = pixelsOf(SURROUNDINGS_SHARE, raster);
  return (box) => {
    const x = Math.max(0, box.x - margin);
    const y = Math.max(0, box.y - margin);
    const right = Math.min(width, box.x + box.width + margin);
    const bottom = Math.min(height, box.y + box.height + margin);
    const around = { x, y, width: right - x, height: bottom - y };
    const count = Math.max(1, around.width * around.height - hiddens(around));
    const mean = values(around) / count;
    return { mean, sd: Math.sqrt(Math.max(0, squares(around) / count - mean ** 2)) };
  };
}

/** The sums over boxes of a plane, by a summed-area table. */
function summed({ height, width }: { height: number; width: number }, valueAt: (i: number) => number) {
  const stride = width + 1;
  const table = new Float64Array((height + 1) * stride);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += valueAt(y * width + x);
      table[(y + 1) * stride + x + 1] = (table[y * stride + x + 1] ?? 0) + sum;
    }
  }
  return ({ x, y, width: across, height: down }: Box): number => {
    const [above, below] = [y * stride + x, (y + down) * stride + x];
    return (table[below + across] ?? 0) - (table[below] ?? 0) - (table[above + across] ?? 0) + (table[above] ?? 0);
  };
}
