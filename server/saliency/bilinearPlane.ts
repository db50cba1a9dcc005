/**
 * One pixel of a grid seen at another size: bilinear with half-pixel centres and clamped edges, the geometry of
 * `interpolate(mode='bilinear', align_corners=False)`. Answers [toHeight, toWidth] from `at`, cut to [height, width]
 * beginning at `top`, `left`.
 */
export function bilinearPlane(
  grid: { height: number; width: number; values: ArrayLike<number> },
  to: { height: number; width: number },
  cut: { top: number; left: number; height: number; width: number } = { top: 0, left: 0, ...to },
): Float64Array {
  const rows = taps(grid.height, to.height, cut.top, cut.height);
  const columns = taps(grid.width, to.width, cut.left, cut.width);
  const out = new Float64Array(cut.height * cut.width);
  for (const [y, { low, high, part }] of rows.entries()) {
    const [above, below] = [low * grid.width, high * grid.width];
    for (const [x, column] of columns.entries()) {
      const upper = mixed(grid.values, above, column);
      out[y * cut.width + x] = upper + part * (mixed(grid.values, below, column) - upper);
    }
  }
  return out;
}

type Tap = { low: number; high: number; part: number };

const mixed = (values: ArrayLike<number>, row: number, { low, high, part }: Tap): number =>
  (values[row + low] ?? 0) * (1 - part) + (values[row + high] ?? 0) * part;

function taps(from: number, to: number, start: number, length: number): Tap[] {
  return Array.from({ length }, (_, i) => {
    const source = Math.min(Math.max(((start + i + 0.5) * from) / to - 0.5, 0), from - 1);
    const low = Math.floor(source);
    return { low, high: Math.min(low + 1, from - 1), part: source - low };
  });
}
