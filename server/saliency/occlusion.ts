import { answerColumn, unmoved } from './answerColumn';
import { fillPlane } from './fillPlane';
import { cellEnds } from './gridCells';
import type { SaliencyParameters } from './saliencyParameters';
import type { SaliencyPlan, SaliencySubject } from './saliencyPlan';

/**
 * Occlusion (Zeiler & Fergus, ECCV 2014): a patch of fill is moved over the image; a cell's value is the mean, over the
 * patches that cover it, of z(image) − z(patched), in logits. Positive where covering lowers the answer. The first
 * image is the untouched one, then patches row by row.
 */
export function occlusionPlan(
  { plane, findings }: SaliencySubject,
  { grid, patch, fill }: SaliencyParameters<'occlusion'>,
): SaliencyPlan {
  const { channels, height, width, values } = plane;
  const filled = fillPlane(plane, fill);
  const [rows, columns] = [cellEnds(height, grid), cellEnds(width, grid)];
  const steps = grid - patch + 1;
  return {
    forwards: steps * steps + 1,
    draw(index, into) {
      into.set(values);
      if (index === 0) return;
      const [py, px] = [Math.floor((index - 1) / steps), (index - 1) % steps];
      const [left, right] = [columns[px] ?? 0, columns[px + patch] ?? width];
      for (let c = 0; c < channels; c++) {
        for (let y = rows[py] ?? 0; y < (rows[py + patch] ?? height); y++) {
          const row = (c * height + y) * width;
          into.set(filled.subarray(row + left, row + right), row + left);
        }
      }
    },
    combine(answers) {
      const maps = new Float32Array(findings * grid * grid);
      const about = Array.from({ length: findings }, (_, finding) => {
        const column = answerColumn(answers, findings, finding);
        const undefinedReason = unmoved(column);
        if (undefinedReason === null) maps.set(meanDrop(column, grid, patch), finding * grid * grid);
        return { undefinedReason };
      });
      return { height: grid, width: grid, values: maps, about };
    },
  };
}

/** [grid, grid] from z(image) and then z of each patch. */
function meanDrop(column: Float64Array, grid: number, patch: number): Float64Array {
  const steps = grid - patch + 1;
  const sums = new Float64Array(grid * grid);
  const counts = new Float64Array(grid * grid);
  for (let index = 1; index < column.length; index++) {
    const drop = (column[0] ?? 0) - (column[index] ?? 0);
    const [py, px] = [Math.floor((index - 1) / steps), (index - 1) % steps];
    for (let y = py; y < py + patch; y++) {
      for (let x = px; x < px + patch; x++) {
        sums[y * grid + x] = (sums[y * grid + x] ?? 0) + drop;
        counts[y * grid + x] = (counts[y * grid + x] ?? 0) + 1;
      }
    }
  }
  return sums.map((sum, cell) => sum / (counts[cell] ?? 1));
}
