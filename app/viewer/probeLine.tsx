'use client';
import { useSyncExternalStore } from 'react';
import { signed } from '@/app/format/number';
import type { MapValues } from '@/server/queries/feed';
import type { LivePoint } from './livePoint';
import { cellAt, type Point, valueAt } from './probe';

type Props = {
  point: LivePoint;
  map: MapValues | null;
  unit: string;
  zoneOf: (point: Point) => string | null;
  pixelOf: (point: Point) => string | null;
};

/** What is under the probe, in words, read out as it changes. */
export function ProbeLine({ point, map, unit, zoneOf, pixelOf }: Props) {
  const at = useSyncExternalStore(point.onChange, point.now, () => null);
  if (at === null) return <span>Point at the image, or use the arrow keys</span>;
  const cell = map === null ? null : cellAt(at, map.height, map.width);
  const value = map === null ? null : valueAt(map, at);
  return (
    <>
      {cell !== null && (
        <span>
          Row {cell.row + 1}, column {cell.column + 1}
        </span>
      )}
      {value !== null && (
        <span>
          value <b>{signed(value, 2)}</b> {unit}
        </span>
      )}
      <span>
        zone <b>{zoneOf(at) ?? 'no mask here'}</b>
      </span>
      <span>{pixelOf(at)}</span>
    </>
  );
}
