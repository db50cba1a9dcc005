'use client';
import { useSyncExternalStore } from 'react';
import { signed } from '@/app/format/number';
import type { MapValues } from '@/server/queries/feed';
import type { LivePoint } from './livePoint';
import { type Point, valueAt } from './probe';

type Props = {
  point: LivePoint;
  before: MapValues | null;
  after: MapValues | null;
  unit: string;
  zoneOf: (point: Point) => string | null;
};

/** What both maps say under the probe, in words, read out as it changes. */
export function EditProbe({ point, before, after, unit, zoneOf }: Props) {
  const at = useSyncExternalStore(point.onChange, point.now, () => null);
  if (at === null) return <span>Point at one picture: the other shows the same place</span>;
  const [was, is] = [before, after].map((map) => (map === null ? null : valueAt(map, at)));
  return (
    <>
      {was != null && is != null && (
        <span>
          value <b>{signed(was, 2)}</b> before, <b>{signed(is, 2)}</b> after, {unit}
        </span>
      )}
      <span>
        zone <b>{zoneOf(at) ?? 'no mask here'}</b>
      </span>
    </>
  );
}
