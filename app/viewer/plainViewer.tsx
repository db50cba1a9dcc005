'use client';
import { useMemo, useState } from 'react';
import { signed } from '@/app/format/number';
import type { MapValues } from '@/server/queries/feed';
import { METHODS } from '@/server/saliency/saliencyMethod';
import { BesideBar } from './beside/besideBar';
import type { Difference } from './beside/differenceMap';
import { DifferenceNote } from './beside/differenceNote';
import { pixelWords } from './grey';
import type { LivePoint } from './livePoint';
import type { LiveView } from './liveView';
import { MapBar } from './mapBar';
import type { Figures } from './methods/figures';
import { figureWords } from './methods/figureWords';
import { mapHref, useMethodMap } from './methods/methodMap';
import { MethodPanel } from './methods/methodPanel';
import { MethodStanding } from './methods/methodStanding';
import { ShapleyBars } from './methods/shapleyBars';
import type { Methods } from './methods/useMethods';
import { type Point, restZone, valueAt, zoneAt } from './probe';
import { ProbeLine } from './probeLine';
import { Stage } from './stage';
import { Toolbar } from './toolbar';
import { useGrey } from './useGrey';
import { useMasks } from './useMasks';
import { useViewerKeys } from './useViewerKeys';
import type { Drawn } from './viewCanvas';
import type { ViewerProps } from './viewer';
import { ViewerStatus } from './viewerStatus';
import { ViewportFacts } from './viewportFacts';
import type { View } from './viewQuery';

export type SharedProps = Omit<ViewerProps, 'edit'> & {
  live: LiveView;
  view: View;
  point: LivePoint;
  methods: Methods;
};

/** The plain picture stands beside its own map: there is no second one. */
const NO_DIFFERENCE: Difference = {
  at: 'impossible',
  reason: 'the plain picture has no map; choose a version, a method or an edit beside it',
};

/** Cells of the probe where there is no map. */
export const GRID = { height: 7, width: 7 };

/** The radiograph with its map: plain first, everything else one key away. */
export function PlainViewer(props: SharedProps) {
  const { instanceId, image, masks, prediction, live, view, point, methods } = props;
  const [picture, setPicture] = useState<HTMLImageElement | null>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const layers = useMasks(masks);
  const grey = useGrey(image, picture);
  const { method } = view;
  const { state, map, scale, figures } = useMethodMap(
    mapHref(instanceId, prediction, method, methods.list),
    prediction,
    view,
  );
  const range = scale?.range ?? 1;
  const hasMap = state.at !== 'none' || !METHODS[method].isLive;
  useViewerKeys({ live, point, grid: map ?? GRID, hasMethods: prediction !== null, reserved: props.reserved });
  const subject = useMemo(() => (grey.grey === null ? null : { grey: grey.grey, map, range }), [grey.grey, map, range]);
  const zoneOf = (at: Point) => zoneAt(layers, at, restZone(prediction?.ledger?.zones ?? null, masks));
  const pixelOf = (at: Point) => (grey.grey === null ? null : pixelWords(grey.grey, at));
  return (
    <section className="viewer" aria-label="Viewer">
      <Toolbar live={live} view={view} hasMap={hasMap} hasMasks={masks.length > 0} hasMethods={prediction !== null} />
      {view.side && hasMap && <BesideBar {...props} editId={null} />}
      {view.methods && <MethodPanel live={live} view={view} methods={methods} />}
      <div className={`viewport${view.side ? ' wide' : ''}`} data-theme="dark">
        <Stage
          image={image.preview}
          alt={image.alt}
          aspect={image.width / image.height}
          frontal={image.frontal}
          {...{ view, live, point, map, layers, subject }}
          says={(at) => probeWords(map, at, zoneOf(at), pixelOf(at))}
          anatomy={prediction?.anatomy ?? []}
          onPicture={setPicture}
          onDrawn={setDrawn}
        />
        <div className="viewport-side">
          <MapBar scale={scale} view={view} maps={[map]} />
          {view.side && <DifferenceNote wanted={view.difference} difference={NO_DIFFERENCE} />}
          {prediction !== null && map === null && <MethodStanding {...{ method, state, methods, live }} />}
          <SaidByMethod figures={figures} />
          <ViewportFacts
            live={live}
            grey={grey}
            drawn={drawn}
            map={map === null ? null : drawnWords(map, view.smooth)}
            outlined={view.contours && map !== null && masks.length > 0}
          />
        </div>
      </div>
      <ViewerStatus frontal={image.frontal} hasMap={prediction !== null}>
        <ProbeLine point={point} map={map} unit={scale?.unit ?? ''} zoneOf={zoneOf} pixelOf={pixelOf} />
      </ViewerStatus>
    </section>
  );
}

function SaidByMethod({ figures }: { figures: Figures }) {
  const words = figureWords(figures);
  return (
    <>
      {words !== null && <p>{words}</p>}
      {figures.shapley !== undefined && <ShapleyBars figures={figures.shapley} />}
    </>
  );
}

/** How a map is drawn. */
export const drawnWords = ({ height, width }: MapValues, smooth: boolean): string =>
  `${smooth ? 'values interpolated' : 'true cells'}, ${height} × ${width}`;

/** What is under the probe, in a few words beside it. */
export function probeWords(map: MapValues | null, at: Point, zone: string | null, pixel: string | null): string {
  const value = map === null ? null : valueAt(map, at);
  return [zone ?? 'no zone', value === null ? null : signed(value, 1), pixel]
    .filter((part) => part !== null)
    .join(' · ');
}
