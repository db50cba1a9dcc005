import { checkMask } from './checkMask';
import type { Mask } from './mask';

/** One connected piece of a mask. The box is in whole pixels, the centroid in pixel-centre coordinates. */
export type Component = {
  label: number;
  area: number;
  x: number;
  y: number;
  width: number;
  height: number;
  centroidX: number;
  centroidY: number;
};

/** `labels` is Int32Array [height, width]: 0 outside, otherwise the component's label, 1 and up in reading order. */
export type Components = { labels: Int32Array; components: Component[] };

/**
 * The connected components of a mask by flood fill, O(pixels).
 * @param connectivity 4: pixels that share an edge belong together; 8: a corner is enough
 * @throws RangeError `mask size: …`
 */
export function connectedComponents(mask: Mask, connectivity: 4 | 8): Components {
  checkMask(mask);
  const labels = new Int32Array(mask.data.length);
  const stack = new Int32Array(mask.data.length);
  const components: Component[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (!mask.data[i] || labels[i]) continue;
    components.push(flood(mask, labels, stack, i, components.length + 1, connectivity === 8));
  }
  return { labels, components };
}

/** Labels everything connected to `seed` and measures it. */
function flood(
  { height, width, data }: Mask,
  labels: Int32Array,
  stack: Int32Array,
  seed: number,
  label: number,
  diagonal: boolean,
): Component {
  const extent = { left: width, right: -1, top: height, bottom: -1, area: 0, sumX: 0, sumY: 0 };
  let depth = 0;
  const visit = (at: number) => {
    if (!data[at] || labels[at]) return;
    labels[at] = label;
    stack[depth++] = at;
  };
  visit(seed);
  while (depth > 0) {
    const at = stack[--depth] ?? 0;
    const y = Math.floor(at / width);
    const x = at - y * width;
    measure(extent, x, y);
    const up = y > 0;
    const down = y < height - 1;
    if (up) visit(at - width);
    if (down) visit(at + width);
    if (x > 0) {
      visit(at - 1);
      if (diagonal && up) visit(at - width - 1);
      if (diagonal && down) visit(at + width - 1);
    }
    if (x < width - 1) {
      visit(at + 1);
      if (diagonal && up) visit(at - width + 1);
      if (diagonal && down) visit(at + width + 1);
    }
  }
  const { left, right, top, bottom, area, sumX, sumY } = extent;
  const box = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  return { label, area, ...box, centroidX: sumX / area, centroidY: sumY / area };
}

type Extent = { left: number; right: number; top: number; bottom: number; area: number; sumX: number; sumY: number };

function measure(extent: Extent, x: number, y: number) {
  extent.area++;
  extent.sumX += x;
  extent.sumY += y;
  if (x < extent.left) extent.left = x;
  if (x > extent.right) extent.right = x;
  if (y < extent.top) extent.top = y;
  if (y > extent.bottom) extent.bottom = y;
}
