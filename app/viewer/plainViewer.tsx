'use client';
import { useMemo, useState } from 'react';
import { signed } from '@/app/format/number';
import type { MapValues } from '@/server/queries/feed';
import { pixelWords } from './grey';
import type { LivePoint } from './livePoint';
import type { LiveView } from './liveView';
import { MapBar } from './mapBar';
import { mapScale } from './mapScale';
import { MapState } from './mapState';
import { type Point, restZone, valueAt, zoneAt } from './probe';
import { ProbeLine } from './probeLine';
import { Stage } from './stage';
import { Toolbar } from './toolbar';
import { useGrey } from './useGrey';
import { useMasks } from './useMasks';
import { useSaliency } from './useSaliency';
import { useViewerKeys } from './useViewerKeys';
import type { Drawn } from './viewCanvas';
import type { ViewerProps } from './viewer';
import { ViewerStatus } from './viewerStatus';
import { ViewportFacts } from './viewportFacts';
import type { View } from './viewQuery';

export type SharedProps = Omit<ViewerProps, 'edit'> & { live: LiveView; view: View; point: LivePoint };

/** Cells of the probe where there is no map. */
export const GRID = { height: 7, width: 7 };

/** The radiograph with its map: plain first, everything else one key away. */
export function PlainViewer({ image, masks, prediction, live, view, point }: SharedProps) {
  const [picture, setPicture] = useState<HTMLImageElement | null>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const layers = useMasks(masks);
  const grey = useGrey(image, picture);
  const cam = view.method === 'cam';
  const saliency = useSaliency(
    prediction === null ? null : cam ? prediction.links.saliency : prediction.links.logRatio,
  );
  const map = saliency.at === 'ready' ? saliency.map : null;
  const scale = mapScale(prediction, view, [map]);
  const range = scale?.range ?? 1;
  useViewerKeys({ live, point, grid: map ?? GRID });
  const subject = useMemo(() => (grey.grey === null ? null : { grey: grey.grey, map, range }), [grey.grey, map, range]);
  const zoneOf = (at: Point) => zoneAt(layers, at, restZone(prediction?.ledger?.zones ?? null, masks));
  const pixelOf = (at: Point) => (grey.grey === null ? null : pixelWords(grey.grey, at));
  return (
    <section className="viewer" aria-label="Viewer">
      <Toolbar live={live} view={view} hasMap={saliency.at !== 'none'} hasMasks={masks.length > 0} />
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
          <MapState state={saliency} wanted={prediction !== null} />
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
