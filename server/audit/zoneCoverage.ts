import { poolLabels } from './poolLabels';
import { ZONES } from './zone';

/**
 * The share of each grid cell that each zone of a partition covers, exact by area.
 * @param partition Uint8Array [height, width] of `partitionZones`
 * @returns one Float64Array [gridHeight, gridWidth] per zone, in the order of ZONES, summing to 1 in each cell
 * @throws RangeError `label size: …`, `label: …`, `grid size: …`
 */
export function zoneCoverage(
  partition: Uint8Array,
  height: number,
  width: number,
  gridHeight: number,
  gridWidth: number,
): Float64Array[] {
  return poolLabels(partition, height, width, ZONES.length, gridHeight, gridWidth);
}
