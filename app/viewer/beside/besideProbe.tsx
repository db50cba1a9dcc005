'use client';
import { useSyncExternalStore } from 'react';
import { signed } from '@/app/format/number';
import type { LivePoint } from '../livePoint';
import { type Point, valueAt } from '../probe';
import type { PaneOf } from './besidePane';

type Props = { point: LivePoint; panes: readonly PaneOf[]; zoneOf: (point: Point) => string | null };

/** What both panes say under the probe, in words, read out as it changes. */
export function BesideProbe({ point, panes, zoneOf }: Props) {
  const at = useSyncExternalStore(point.onChange, point.now, () => null);
  if (at === null) return <span>Point at one picture: the other shows the same place</span>;
  return (
    <>
      {panes.map(({ label, map, unit }) => {
        const value = map === null ? null : valueAt(map, at);
        return value === null ? null : (
          <span key={label}>
            {label} <b>{signed(value, 2)}</b> {unit}
          </span>
        );
      })}
      <span>
        zone <b>{zoneOf(at) ?? 'no mask here'}</b>
      </span>
    </>
  );
}
