import { answerColumn, unmoved } from './answerColumn';
import { fillPlane } from './fillPlane';
import { cellMeans } from './gridCells';
import { riseMask } from './riseMask';
import type { SaliencyParameters } from './saliencyParameters';
import type { MapFigures, SaliencyPlan, SaliencySubject } from './saliencyPlan';

/** Under this reliability the map changes with the masks, and is said not to have converged. */
const RELIABLE = 0.8;

/**
 * RISE (Petsiuk et al., BMVC 2018) in the covariance form: a cell's value is Cov(z, m) ÷ Var(m) over masked images,
 * m the mask's mean in that cell: logits per unit of mask, without the offset of the authors' E[z·m] ÷ E[m]. Where the
 * mask is 0 the fill is seen.
 */
export function risePlan(
  { plane, findings }: SaliencySubject,
  { masks, grid, seed, fill }: SaliencyParameters<'rise'>,
): SaliencyPlan {
  const { channels, height, width, values } = plane;
  const filled = fillPlane(plane, fill);
  const maskOf = (index: number) => riseMask(index, { grid, seed }, { height, width });
  return {
    forwards: masks,
    draw(index, into) {
      const mask = maskOf(index);
      for (let c = 0; c < channels; c++) {
        for (let i = 0; i < mask.length; i++) {
          const at = c * mask.length + i;
          const covered = filled[at] ?? 0;
          into[at] = covered + (mask[i] ?? 0) * ((values[at] ?? 0) - covered);
        }
      }
    },
    combine(answers) {
      const cells = grid * grid;
      const means = new Float64Array(masks * cells);
      for (let i = 0; i < masks; i++) means.set(cellMeans(maskOf(i), height, width, grid), i * cells);
      const maps = new Float32Array(findings * cells);
      const about = Array.from({ length: findings }, (_, finding): MapFigures => {
        const column = answerColumn(answers, findings, finding);
        const undefinedReason = unmoved(column);
        if (undefinedReason !== null) return { undefinedReason };
        const { slopes, standardErrors } = slopesOf(means, column, cells, () => true);
        maps.set(slopes, finding * cells);
        return { undefinedReason, rise: { masks, standardErrors, ...convergence(means, column, cells) } };
      });
      return { height: grid, width: grid, values: maps, about };
    },
  };
}

/** Least squares of the answers on each cell alone, over the masks that are taken; with standard errors. */
function slopesOf(means: Float64Array, column: Float64Array, cells: number, taken: (index: number) => boolean) {
  const used = Array.from(column.keys()).filter(taken);
  const n = used.length;
  const centre = used.reduce((sum, i) => sum + (column[i] ?? 0), 0) / n;
  const spread = used.reduce((sum, i) => sum + ((column[i] ?? 0) - centre) ** 2, 0);
  const slopes = new Float64Array(cells);
  const standardErrors: number[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const mean = used.reduce((sum, i) => sum + (means[i * cells + cell] ?? 0), 0) / n;
    let [squares, products] = [0, 0];
    for (const i of used) {
      const away = (means[i * cells + cell] ?? 0) - mean;
      squares += away ** 2;
      products += away * ((column[i] ?? 0) - centre);
    }
    const slope = squares === 0 ? 0 : products / squares;
    slopes[cell] = slope;
    standardErrors.push(squares === 0 ? 0 : Math.sqrt(Math.max(0, spread - slope * products) / (n - 2) / squares));
  }
  return { slopes, standardErrors };
}

/** Correlation of the maps of even and odd masks, and what it would be for all of them (Spearman 1910, Brown 1910). */
function convergence(means: Float64Array, column: Float64Array, cells: number) {
  const [even, odd] = [0, 1].map((part) => slopesOf(means, column, cells, (i) => i % 2 === part).slopes);
  const splitHalf = even === undefined || odd === undefined ? null : correlation(even, odd);
  const reliability = splitHalf === null ? null : (2 * Math.max(0, splitHalf)) / (1 + Math.max(0, splitHalf));
  return { splitHalf, reliability, notConverged: (reliability ?? 0) < RELIABLE };
}

/** Pearson's; null where one does not vary. */
function correlation(a: Float64Array, b: Float64Array): number | null {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [(a[i] ?? 0) - ma, (b[i] ?? 0) - mb];
    aa += da * da;
    bb += db * db;
    ab += da * db;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}
