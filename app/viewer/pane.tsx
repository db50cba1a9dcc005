'use client';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { LesionOutline } from '@/app/localisation/lesionOutline';
import type { EditBox } from '@/server/queries/edits';
import type { MapValues } from '@/server/queries/feed';
import { ChangedBox } from './changedBox';
import { ContourLayer } from './contourLayer';
import { listenToGestures } from './gestures';
import type { LivePoint } from './livePoint';
import type { LiveView } from './liveView';
import { cellAt, type Point } from './probe';
import type { MaskLayer } from './useMasks';
import { useZoomed, zoomedStyle } from './useZoomed';
import type { View } from './viewQuery';

export type PaneProps = {
  view: View;
  live: LiveView;
  point: LivePoint;
  map: MapValues | null;
  layers: MaskLayer[];
  anatomy: readonly string[];
  frontal: boolean;
  /** The probe's words at a point. */
  says: (point: Point) => string;
  overlay: boolean;
  /** Which of two pictures this is, and what of it an edit changed. */
  mark?: { label: string; box: EditBox | null };
};

/** What lies on the canvas: outlines and the probed cell, zoomed with it; laterality and the probe's words, not. */
export function Pane(props: PaneProps) {
  const { view, live, point, map, overlay, mark } = props;
  const frame = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  useZoomed(live, layer);
  useEffect(() => {
    const pane = frame.current;
    return pane === null ? undefined : listenToGestures({ pane, live, point });
  }, [live, point]);
  return (
    <div className={`pane${view.zoom > 1 ? ' enlarged' : ''}`} ref={frame}>
      <div ref={layer} className="stage-inner" style={zoomedStyle(view)}>
        {overlay && map !== null && (
          <div
            data-testid="overlay"
            role="img"
            aria-label={`Saliency map, ${map.height} by ${map.width} cells, ${view.smooth ? 'interpolated' : 'true cells'}`}
          />
        )}
        {view.contours && <ContourLayer layers={props.layers} anatomy={props.anatomy} grid={map} />}
        {view.contours && <LesionOutline />}
        {mark?.box != null && <ChangedBox box={mark.box} />}
        {overlay && map !== null && !view.smooth && <CellFrame map={map} point={point} />}
      </div>
      {props.frontal && view.zoom === 1 && (
        <>
          <span className="side right-side">R</span>
          <span className="side left-side">L</span>
        </>
      )}
      {mark !== undefined && <span className="pane-label">{mark.label}</span>}
      <ProbeNote live={live} point={point} says={props.says} />
    </div>
  );
}

const none = (): null => null;

function CellFrame({ map, point }: { map: MapValues; point: LivePoint }) {
  const at = useSyncExternalStore(point.onChange, point.now, none);
  if (at === null) return null;
  const { row, column } = cellAt(at, map.height, map.width);
  return (
    <svg viewBox={`0 0 ${map.width} ${map.height}`} preserveAspectRatio="none" aria-hidden="true" className="contours">
      <rect x={column} y={row} width="1" height="1" className="probed-cell" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

function ProbeNote({ live, point, says }: { live: LiveView; point: LivePoint; says: (point: Point) => string }) {
  const probed = useSyncExternalStore(point.onChange, point.now, none);
  if (probed === null) return null;
  const view = live.now();
  const at = { x: (probed.x - view.x) * view.zoom + 0.5, y: (probed.y - view.y) * view.zoom + 0.5 };
  const side =
    at.x > 0.5 ? { right: `${(1 - at.x) * 100}%`, marginRight: 14 } : { left: `${at.x * 100}%`, marginLeft: 14 };
  return (
    <span className="probe" style={{ top: `${Math.min(at.y, 0.94) * 100}%`, ...side }} aria-hidden="true">
      {says(probed)}
    </span>
  );
}
