import { poolToGrid } from '@/server/audit/poolToGrid';
import { answerColumn, unmoved } from './answerColumn';
import { fillPlane } from './fillPlane';
import { GROUPS } from './saliencyGroups';
import type { SaliencyParameters } from './saliencyParameters';
import type { MapFigures, SaliencyPlan, SaliencySubject, ShapleyGroup } from './saliencyPlan';

/** Cells of a side of the map that shows the groups' contributions where the groups are. */
export const SHAPLEY_GRID = 28;

/** All coalitions of the groups. */
export const COALITIONS = 2 ** GROUPS.length;

/**
 * Exact Shapley values of five regions (Shapley 1953; SCIENCE §0a.12): the model answers all 2⁵ images in which some
 * groups are seen and the others filled. Contributions sum to z(image) − z(fill alone); a group without a pixel has
 * none. The map spreads each contribution evenly over its group, so that mean(map) + z(fill alone) = z(image).
 * Bit g of an image's number says that group g is seen.
 * @throws RangeError where no groups are known
 */
export function shapleyPlan(
  { plane, findings, groups }: SaliencySubject,
  { fill }: SaliencyParameters<'shapley'>,
): SaliencyPlan {
  if (groups === null) throw new RangeError('groups: none');
  const { channels, height, width, values } = plane;
  const filled = fillPlane(plane, fill);
  const pixels = height * width;
  const areas = GROUPS.map((_, g) => groups.reduce((count, group) => count + (group === g ? 1 : 0), 0) / pixels);
  const shares = GROUPS.map((_, g) => {
    const data = groups.map((group) => (group === g ? 1 : 0));
    return poolToGrid({ height, width, data }, SHAPLEY_GRID, SHAPLEY_GRID);
  });
  return {
    forwards: COALITIONS,
    draw(index, into) {
      for (let c = 0; c < channels; c++) {
        for (let i = 0; i < pixels; i++) {
          const at = c * pixels + i;
          into[at] = ((index >> (groups[i] ?? 0)) & 1 ? values[at] : filled[at]) ?? 0;
        }
      }
    },
    combine(answers) {
      const cells = SHAPLEY_GRID ** 2;
      const maps = new Float32Array(findings * cells);
      const about = Array.from({ length: findings }, (_, finding): MapFigures => {
        const column = answerColumn(answers, findings, finding);
        const undefinedReason = unmoved(column);
        if (undefinedReason === 'not_finite') return { undefinedReason };
        const contributions = shapleyValues(column, GROUPS.length);
        maps.set(spread(contributions, shares, areas), finding * cells);
        return { undefinedReason, shapley: told(column, contributions, areas) };
      });
      return { height: SHAPLEY_GRID, width: SHAPLEY_GRID, values: maps, about };
    },
  };
}

/** Contributions over where their groups are, so that the mean over cells is their sum. */
function spread(contributions: Float64Array, shares: Float64Array[], areas: number[]): Float64Array {
  const map = new Float64Array(SHAPLEY_GRID ** 2);
  for (const [g, share] of shares.entries()) {
    const area = areas[g] ?? 0;
    if (area === 0) continue;
    for (const [cell, part] of share.entries()) map[cell] = (map[cell] ?? 0) + (part * (contributions[g] ?? 0)) / area;
  }
  return map;
}

function told(column: Float64Array, contributions: Float64Array, areas: number[]): NonNullable<MapFigures['shapley']> {
  const groups = GROUPS.map((group, g): ShapleyGroup => {
    const area = areas[g] ?? 0;
    return { group, contribution: contributions[g] ?? 0, area, isEmpty: area === 0 };
  });
  return { groups, full: column[COALITIONS - 1] ?? 0, blank: column[0] ?? 0 };
}

/** Shapley values of `players` from the worth of every coalition, numbered by the bits of its members. */
export function shapleyValues(worth: Float64Array, players: number): Float64Array {
  const weights = Array.from({ length: players }, (_, size) => 1 / (players * binomial(players - 1, size)));
  const values = new Float64Array(players);
  for (let coalition = 0; coalition < 2 ** players; coalition++) {
    const size = Array.from({ length: players }, (_, g) => (coalition >> g) & 1).reduce((sum, bit) => sum + bit, 0);
    for (let g = 0; g < players; g++) {
      if ((coalition >> g) & 1) continue;
      const gain = (worth[coalition | (1 << g)] ?? 0) - (worth[coalition] ?? 0);
      values[g] = (values[g] ?? 0) + (weights[size] ?? 0) * gain;
    }
  }
  return values;
}

function binomial(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}
