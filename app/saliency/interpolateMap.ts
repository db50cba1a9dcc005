import type { MapValues } from '@/server/queries/feed';

/**
 * Bilinear interpolation of a map's values (not of its colours) to `height` × `width`, half-pixel centres, edges
 * clamped (PyTorch's `align_corners=False`). For display only: statistics use the cells.
 */
export function interpolateMap(map: MapValues, height: number, width: number): MapValues {
  const rows = axisWeights(map.height, height);
  const columns = axisWeights(map.width, width);
  const at = (y: number, x: number): number => map.values[y * map.width + x] ?? Number.NaN;
  const values: number[] = new Array(height * width);
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      const upper = at(row.lower, column.lower) * (1 - column.weight) + at(row.lower, column.upper) * column.weight;
      const lower = at(row.upper, column.lower) * (1 - column.weight) + at(row.upper, column.upper) * column.weight;
      values[y * width + x] = upper * (1 - row.weight) + lower * row.weight;
    });
  });
  return { height, width, values };
}

type Neighbours = { lower: number; upper: number; weight: number };

/** For each of `to` samples: the two of `from` cells around it and the weight of the second. */
function axisWeights(from: number, to: number): Neighbours[] {
  return Array.from({ length: to }, (_, i) => {
    const position = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    const lower = Math.floor(position);
    return { lower, upper: Math.min(lower + 1, from - 1), weight: position - lower };
  });
}
