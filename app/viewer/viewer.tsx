'use client';
import { useMemo, useState } from 'react';
import { signed } from '@/app/format/number';
import { findingName } from '@/app/matrix/answer';
import { saturated } from '@/app/saliency/colourMap';
import { LOG_RATIO_RANGE } from '@/app/saliency/ranges';
import type { InstanceMask, InstancePrediction } from '@/server/queries/caseDetail';
import type { MapValues } from '@/server/queries/feed';
import { ColourBar } from './colourBar';
import { pixelWords } from './grey';
import { livePoint } from './livePoint';
import { type Point, restZone, valueAt, zoneAt } from './probe';
import { ProbeLine } from './probeLine';
import { Stage } from './stage';
import { Toolbar } from './toolbar';
import { useGrey } from './useGrey';
import { useLiveView } from './useLiveView';
import { useMasks } from './useMasks';
import { type SaliencyState, useSaliency } from './useSaliency';
import { useViewerKeys } from './useViewerKeys';
import type { Drawn } from './viewCanvas';
import { ViewportFacts } from './viewportFacts';

export type ViewerProps = {
  image: { preview: string; pixels: string | null; alt: string; height: number; width: number; frontal: boolean };
  masks: InstanceMask[];
  /** The finding whose map is shown; null while there is none. */
  prediction: Pick<
    InstancePrediction,
    'model' | 'finding' | 'anatomy' | 'baseline' | 'links' | 'ledger' | 'mapUnit'
  > | null;
};

const GRID = { height: 7, width: 7 };

/** The radiograph with its map: plain first, everything else one key away. */
export function Viewer({ image, masks, prediction }: ViewerProps) {
  const { live, view } = useLiveView();
  const [point] = useState(livePoint);
  const [picture, setPicture] = useState<HTMLImageElement | null>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const layers = useMasks(masks);
  const grey = useGrey(image, picture);
  const cam = view.method === 'cam';
  const saliency = useSaliency(
    prediction === null ? null : cam ? prediction.links.saliency : prediction.links.logRatio,
  );
  const map = saliency.at === 'ready' ? saliency.map : null;
  const unitless = cam && prediction?.mapUnit === 'as sent';
  const range = unitless ? ownRange(map) : cam ? view.range : LOG_RATIO_RANGE;
  useViewerKeys({ live, point, grid: map ?? GRID });
  const subject = useMemo(() => (grey.grey === null ? null : { grey: grey.grey, map, range }), [grey.grey, map, range]);
  const zoneOf = (at: Point) => zoneAt(layers, at, restZone(prediction?.ledger?.zones ?? null, masks));
  const pixelOf = (at: Point) => (grey.grey === null ? null : pixelWords(grey.grey, at));
  const unit = unitless ? 'as sent' : cam ? 'logits' : 'nats';
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
          {prediction !== null && map !== null && (
            <ColourBar
              title={`${findingName(prediction.finding)}, ${unitless ? 'map as sent' : cam ? 'CAM' : 'log-ratio'}`}
              unit={unit}
              range={range}
              cut={view.cut / 100}
              beyond={saturated(map, range)}
              ceiling={cam ? null : -Math.log(prediction.baseline)}
              {...(unitless && { note: 'on a scale of its own: not to be compared between cases' })}
            />
          )}
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
      <div className="viewer-status">
        <span className="probe-line" aria-live="polite">
          <ProbeLine point={point} map={map} unit={unit} zoneOf={zoneOf} pixelOf={pixelOf} />
        </span>
        <span className="caveats">
          {image.frontal && <span>R and L by convention, not read from the picture</span>}
          {prediction !== null && <span>a cell’s receptive field is wider than the cell</span>}
        </span>
      </div>
    </section>
  );
}

/** A map without a unit has no common scale: it is drawn on its own. */
const ownRange = (map: MapValues | null): number => Math.max(1e-9, ...(map?.values ?? []).map(Math.abs));

const drawnWords = ({ height, width }: MapValues, smooth: boolean): string =>
  `${smooth ? 'values interpolated' : 'true cells'}, ${height} × ${width}`;

function probeWords(map: MapValues | null, at: Point, zone: string | null, pixel: string | null): string {
  const value = map === null ? null : valueAt(map, at);
  return [zone ?? 'no zone', value === null ? null : signed(value, 1), pixel]
    .filter((part) => part !== null)
    .join(' · ');
}

function MapState({ state, wanted }: { state: SaliencyState; wanted: boolean }) {
  if (!wanted || state.at === 'ready') return null;
  const words = {
    none: 'This version has no map of this kind.',
    loading: 'Loading the map …',
    failed: 'The map did not load. Choose the finding again to retry.',
  };
  return (
    <p className="small" role="status">
      {words[state.at]}
    </p>
  );
}
