'use client';
import { useMemo } from 'react';
import type { MapValues } from '@/server/queries/feed';
import type { MapScale } from '../mapScale';
import { type Difference, differenceMap } from './differenceMap';

type Side = { map: MapValues | null; scale: Pick<MapScale, 'unit' | 'isExploratory'> | null };

/** The second map less the first, or why there is none; null until both have come. */
export function useDifference(first: Side, second: Side, isPlain: boolean): Difference | null {
  const [a, b] = [first.map, second.map];
  const [unitA, unitB] = [first.scale?.unit ?? '', second.scale?.unit ?? ''];
  return useMemo(() => {
    if (isPlain)
      return { at: 'impossible', reason: 'the plain picture has no map; choose a version, a method or an edit' };
    return a === null || b === null ? null : differenceMap({ map: a, unit: unitA }, { map: b, unit: unitB });
  }, [a, b, unitA, unitB, isPlain]);
}
