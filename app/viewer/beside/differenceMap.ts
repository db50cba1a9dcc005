import type { MapValues } from '@/server/queries/feed';

/** A map and what its numbers are. */
export type UnitMap = { map: MapValues; unit: string };

export type Difference = { at: 'ready'; map: MapValues } | { at: 'impossible'; reason: string };

const grid = ({ height, width }: MapValues): string => `${height} × ${width}`;

/**
 * The second map less the first, cell by cell, in their unit; or why there is none: the two must have the same grid and
 * the same unit, and a map without a unit has no difference. Interpolating it is the same as subtracting the interpolated.
 */
export function differenceMap(first: UnitMap, second: UnitMap): Difference {
  if (first.unit !== second.unit) return impossible(`units differ: ${first.unit} and ${second.unit}`);
  if (first.unit === 'as sent') return impossible('maps as they were sent have no unit');
  if (first.map.height !== second.map.height || first.map.width !== second.map.width) {
    return impossible(`grids differ: ${grid(first.map)} and ${grid(second.map)}`);
  }
  const values = second.map.values.map((value, at) => value - (first.map.values[at] ?? Number.NaN));
  return { at: 'ready', map: { ...second.map, values } };
}

const impossible = (reason: string): Difference => ({ at: 'impossible', reason });
