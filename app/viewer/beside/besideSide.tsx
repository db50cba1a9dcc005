'use client';
import { MapBar } from '../mapBar';
import { MethodStanding } from '../methods/methodStanding';
import { drawnWords, type SharedProps } from '../plainViewer';
import type { GreyState } from '../useGrey';
import type { Drawn } from '../viewCanvas';
import { ViewportFacts } from '../viewportFacts';
import { DifferenceNote } from './differenceNote';
import type { Both } from './useBoth';

type Props = Pick<SharedProps, 'live' | 'view' | 'methods' | 'masks'> &
  Both & { grey: GreyState; drawn: Drawn | null; isPlain: boolean };

/** Beside the two pictures: their scales, what is missing and why, and what the difference is. */
export function BesideSide({ live, view, methods, masks, here, there, panes, difference, same, ...rest }: Props) {
  const { grey, drawn, isPlain } = rest;
  const [first, other] = panes;
  return (
    <div className="viewport-side">
      <MapBar scale={here.scale} view={view} maps={same ? [first.map, other.map] : [here.map]} />
      {!same && <MapBar scale={there.scale} view={view} maps={[there.map]} />}
      {here.map === null && <MethodStanding {...here} {...{ methods, live }} />}
      {there.map === null && !isPlain && <MethodStanding {...there} {...{ methods, live }} />}
      <ViewportFacts
        live={live}
        grey={grey}
        drawn={drawn}
        map={here.map === null ? null : drawnWords(here.map, view.smooth)}
        outlined={view.contours && masks.length > 0}
      />
      <DifferenceNote wanted={view.difference} difference={difference} />
    </div>
  );
}
