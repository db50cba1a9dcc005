import { type Component, connectedComponents } from './connectedComponents';
import { MIN_LUNG_COMPONENT_SHARE } from './definition';
import type { Mask } from './mask';
import { paintComponents } from './paintComponents';

/** A joined mask is cut only if this share of it lies on either side of the image's midline. */
const MIN_SHARE_ACROSS = 0.2;

/** The patient's lungs; the right one is on the image's left. Null where there is none. */
export type LungPair = { left: Mask | null; right: Mask | null };

/**
 * Splits a mask of both lungs into left and right. Two components that do not lie above each other are the lungs,
 * in order of their centroids (of 260 segmented radiographs 259 are of this kind; image midlines would be wrong
 * for off-centre patients), and smaller pieces join the nearer one. Lungs that touch are cut at the column of least
 * area in the middle third of their box. One lung alone goes to its side of the image, the other is null.
 * @throws RangeError `mask size: …`
 */
export function splitLungs(mask: Mask): LungPair {
  const found = connectedComponents(mask, 8);
  const { components } = found;
  const bySize = [...components].sort((a, b) => b.area - a.area);
  const first = bySize[0];
  if (!first) return { left: null, right: null };
  const second = bySize.find((other) => isOtherLung(first, other, mask.data.length));
  if (!second) return splitAtColumn(mask, cutColumn(mask, first));
  const middle = (first.centroidX + second.centroidX) / 2;
  const isLeft = new Uint8Array(components.length + 1);
  const isRight = new Uint8Array(components.length + 1);
  for (const { label, centroidX } of components) (centroidX < middle ? isRight : isLeft)[label] = 1;
  const paint = (chosen: Uint8Array) => (chosen.includes(1) ? paintComponents(found, chosen) : null);
  return { left: paint(isLeft), right: paint(isRight) };
}

/** Large enough for a lung, and beside `first`: not over half of the narrower one above or below it. */
function isOtherLung(first: Component, other: Component, imageArea: number): boolean {
  if (other === first || other.area < MIN_LUNG_COMPONENT_SHARE * imageArea) return false;
  const overlap = Math.min(first.x + first.width, other.x + other.width) - Math.max(first.x, other.x);
  return overlap < Math.min(first.width, other.width) / 2;
}

/** The column where the right lung ends: inside joined lungs, else an edge of the image. */
function cutColumn({ height, width, data }: Mask, box: Component): number {
  const columns = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) columns[x] = (columns[x] ?? 0) + (data[y * width + x] ?? 0);
  }
  const area = columns.reduce((sum, value) => sum + value, 0);
  const onTheLeft = columns.subarray(0, Math.floor(width / 2)).reduce((sum, value) => sum + value, 0) / area;
  if (onTheLeft < MIN_SHARE_ACROSS) return 0;
  if (onTheLeft > 1 - MIN_SHARE_ACROSS) return width;
  const centre = box.x + Math.floor(box.width / 2);
  const reach = Math.floor(box.width / 6);
  let best = centre;
  for (let step = 1; step <= reach; step++) {
    for (const x of [centre - step, centre + step]) if ((columns[x] ?? 0) < (columns[best] ?? 0)) best = x;
  }
  return best;
}

function splitAtColumn({ height, width, data }: Mask, column: number): LungPair {
  const left = data.slice();
  const right = new Uint8Array(data.length);
  for (let row = 0; row < data.length; row += width) {
    right.set(data.subarray(row, row + column), row);
    left.fill(0, row, row + column);
  }
  const orNull = (half: Uint8Array) => (half.includes(1) ? { height, width, data: half } : null);
  return { left: orNull(left), right: orNull(right) };
}
