/** CSS pixels; of the window. */
export type Rect = { left: number; top: number; width: number; height: number };

export type Size = { width: number; height: number };

/** The smallest rectangle around all; null without any. */
export function around(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null;
  const left = Math.min(...rects.map((r) => r.left));
  const top = Math.min(...rects.map((r) => r.top));
  const right = Math.max(...rects.map((r) => r.left + r.width));
  const bottom = Math.max(...rects.map((r) => r.top + r.height));
  return { left, top, width: right - left, height: bottom - top };
}

const near = (a: Rect, b: Rect, gapX: number, gapY: number): boolean =>
  a.left - gapX <= b.left + b.width &&
  b.left - gapX <= a.left + a.width &&
  a.top - gapY <= b.top + b.height &&
  b.top - gapY <= a.top + a.height;

/** Joins rectangles at most `gapX` and `gapY` apart: the cells of a column become one ring, those of phones stay apart. */
export function joined(rects: readonly Rect[], gapX: number, gapY: number): Rect[] {
  const groups: Rect[] = [];
  for (const rect of rects) {
    let grown = rect;
    for (let i = groups.findIndex((g) => near(g, grown, gapX, gapY)); i >= 0; ) {
      grown = around([grown, ...groups.splice(i, 1)]) ?? grown;
      i = groups.findIndex((g) => near(g, grown, gapX, gapY));
    }
    groups.push(grown);
  }
  return groups;
}

/** A rectangle with `by` more on each side, cut to the window less an edge of 4; null when nothing of it is in sight. */
export function ringOf(rect: Rect, by: number, { width, height }: Size): Rect | null {
  const [left, top] = [Math.max(rect.left - by, 4), Math.max(rect.top - by, 4)];
  const right = Math.min(rect.left + rect.width + by, width - 4);
  const bottom = Math.min(rect.top + rect.height + by, height - 4);
  return right - left > 8 && bottom - top > 8 ? { left, top, width: right - left, height: bottom - top } : null;
}

/**
 * How far to scroll down (negative: up) so that a rectangle stands between `from` and `to`; 0 when it does. A larger one
 * stands with its start at `from`.
 */
export function scrollFor(rect: Rect, from: number, to: number): number {
  if (rect.top >= from && rect.top + rect.height <= to) return 0;
  const room = to - from - rect.height;
  return Math.round(rect.top - from - Math.max(0, room / 2));
}

/** SVG path of the whole window with holes, for the even-odd rule. */
export function shadePath({ width, height }: Size, holes: readonly Rect[], radius: number): string {
  const hole = (r: Rect): string => {
    const c = Math.min(radius, r.width / 2, r.height / 2);
    const arc = (x: number, y: number): string => `a${c} ${c} 0 0 1 ${x} ${y}`;
    const [h, v] = [r.width - 2 * c, r.height - 2 * c];
    return `M${r.left + c} ${r.top}h${h}${arc(c, c)}v${v}${arc(-c, c)}h${-h}${arc(-c, -c)}v${-v}${arc(c, -c)}z`;
  };
  return `M0 0H${width}V${height}H0z${holes.map(hole).join('')}`;
}
