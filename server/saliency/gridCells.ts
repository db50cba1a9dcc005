/** Ends of equal parts of a side in pixels: cell i is from ends[i] to ends[i + 1]. */
export const cellEnds = (side: number, cells: number): number[] =>
  Array.from({ length: cells + 1 }, (_, i) => Math.round((i * side) / cells));

/** Means over cells, [grid, grid], of values [height, width]; a cell without a pixel is 0. */
export function cellMeans(values: ArrayLike<number>, height: number, width: number, grid: number): Float64Array {
  const [rows, columns] = [cellEnds(height, grid), cellEnds(width, grid)];
  const means = new Float64Array(grid * grid);
  for (let cy = 0; cy < grid; cy++) {
    for (let cx = 0; cx < grid; cx++) {
      let [sum, count] = [0, 0];
      for (let y = rows[cy] ?? 0; y < (rows[cy + 1] ?? 0); y++) {
        for (let x = columns[cx] ?? 0; x < (columns[cx + 1] ?? 0); x++) {
          sum += values[y * width + x] ?? 0;
          count += 1;
        }
      }
      means[cy * grid + cx] = count === 0 ? 0 : sum / count;
    }
  }
  return means;
}
