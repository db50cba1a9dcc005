'use client';
import { useState } from 'react';
import { fixed, signed } from '@/app/format/number';
import { findingName } from '@/app/matrix/answer';
import { saturated } from '@/app/saliency/colourMap';
import { LOG_RATIO_RANGE } from '@/app/saliency/ranges';
import type { InstanceMask, InstancePrediction } from '@/server/queries/caseDetail';
import { ColourBar } from './colourBar';
import { cellAt, type Point, restZone, valueAt, zoneAt } from './probe';
import { Stage } from './stage';
import { Toolbar } from './toolbar';
import { useMasks } from './useMasks';
import { usePixels } from './usePixels';
import { type SaliencyState, useSaliency } from './useSaliency';
import { useView } from './useView';
import { useViewerKeys } from './useViewerKeys';

export type ViewerProps = {
  image: { href: string; alt: string; height: number; width: number; frontal: boolean };
  masks: InstanceMask[];
  /** The finding whose map is shown; null while there is none. */
  prediction: Pick<InstancePrediction, 'model' | 'finding' | 'anatomy' | 'baseline' | 'links' | 'ledger'> | null;
};

const GRID = { height: 7, width: 7 };

/** The radiograph with its map: plain first, everything else one key away. */
export function Viewer({ image, masks, prediction }: ViewerProps) {
  const { view, change, reset } = useView();
  const [point, setPoint] = useState<Point | null>(null);
  const layers = useMasks(masks);
  const pixels = usePixels();
  const cam = view.method === 'cam';
  const saliency = useSaliency(
    prediction === null ? null : cam ? prediction.links.saliency : prediction.links.logRatio,
  );
  const map = saliency.at === 'ready' ? saliency.map : null;
  const range = cam ? view.range : LOG_RATIO_RANGE;
  useViewerKeys({ view, change, reset, point, setPoint, grid: map ?? GRID });
  const value = map === null || point === null ? null : valueAt(map, point);
  const zone = point === null ? null : zoneAt(layers, point, restZone(prediction?.ledger?.zones ?? null, masks));
  const says = { zone: zone ?? 'no zone', value, pixel: point === null ? null : pixels.at(point) };
  const unit = cam ? 'logits' : 'nats';
  return (
    <section className="viewer" aria-label="Viewer">
      <Toolbar view={view} change={change} reset={reset} hasMap={saliency.at !== 'none'} hasMasks={masks.length > 0} />
      <div className="viewport" data-theme="dark">
        <Stage
          image={image.href}
          alt={image.alt}
          aspect={image.width / image.height}
          frontal={image.frontal}
          {...{ view, change, map, range, layers, point, setPoint, says }}
          anatomy={prediction?.anatomy ?? []}
          onImage={pixels.read}
        />
        <div className="viewport-side">
          {prediction !== null && map !== null && (
            <ColourBar
              title={`${findingName(prediction.finding)}, ${cam ? 'CAM' : 'log-ratio'}`}
              unit={unit}
              range={range}
              beyond={saturated(map, range)}
              ceiling={cam ? null : -Math.log(prediction.baseline)}
            />
          )}
          <MapState state={saliency} wanted={prediction !== null} />
          <Settings
            window={view.window}
            level={view.level}
            zoom={view.zoom}
            outlined={view.contours && map !== null && masks.length > 0}
            drawn={
              map === null
                ? null
                : `${view.smooth ? 'values interpolated' : 'true cells'}, ${map.height} × ${map.width}`
            }
          />
        </div>
      </div>
      <div className="viewer-status" aria-live="polite">
        {point === null || map === null ? (
          <span>Point at a cell, or use the arrow keys</span>
        ) : (
          <Cell point={point} map={map} />
        )}
        {value !== null && (
          <span>
            value <b>{signed(value, 2)}</b> {unit}
          </span>
        )}
        {point !== null && (
          <span>
            zone <b>{zone ?? 'no mask here'}</b>
          </span>
        )}
        <span className="caveats">
          {image.frontal && <span>R and L by convention, not read from the picture</span>}
          <span>a cell’s receptive field is wider than the cell</span>
        </span>
      </div>
    </section>
  );
}

function Cell({ point, map }: { point: Point; map: { height: number; width: number } }) {
  const { row, column } = cellAt(point, map.height, map.width);
  return (
    <span>
      Row {row + 1}, column {column + 1}
    </span>
  );
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

function Settings({
  window,
  level,
  zoom,
  outlined,
  drawn,
}: {
  window: number;
  level: number;
  zoom: number;
  outlined: boolean;
  drawn: string | null;
}) {
  return (
    <dl className="viewport-facts">
      <div>
        <dt>Window / level</dt>
        <dd>
          {fixed(window, 0)} / {fixed(level, 0)}
        </dd>
      </div>
      <div>
        <dt>Zoom</dt>
        <dd>{fixed(zoom, 2)}×</dd>
      </div>
      {drawn !== null && (
        <div>
          <dt>Drawn</dt>
          <dd>{drawn}</dd>
        </div>
      )}
      {outlined && (
        <div>
          <dt>Outlines</dt>
          <dd>solid: anatomy; dotted: widened by half a cell</dd>
        </div>
      )}
    </dl>
  );
}
