'use client';
import { type CSSProperties, useRef, useState } from 'react';
import { signed } from '@/app/format/number';
import type { MapValues } from '@/server/queries/feed';
import { ContourLayer } from './contourLayer';
import { OverlayCanvas } from './overlayCanvas';
import { cellAt, type Point } from './probe';
import type { MaskLayer } from './useMasks';
import { usePointer } from './usePointer';
import type { View } from './viewQuery';

export type StageProps = {
  image: string;
  alt: string;
  aspect: number;
  view: View;
  change: (part: Partial<View>) => void;
  map: MapValues | null;
  range: number;
  layers: MaskLayer[];
  anatomy: readonly string[];
  point: Point | null;
  setPoint: (point: Point | null) => void;
  says: { zone: string; value: number | null; pixel: number | null };
  onImage: (image: HTMLImageElement) => void;
  frontal: boolean;
};

/** Image, map and contours, zoomed together; probe and laterality on top, not zoomed. */
export function Stage(props: StageProps) {
  const { view, map, point, layers } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const handlers = usePointer(frame, view, props.change, props.setPoint);
  const shift = (centre: number): string => `${((0.5 - centre * view.zoom) * 100).toFixed(3)}%`;
  return (
    <div className="stage" ref={frame} style={frameStyle(props.aspect)} {...handlers}>
      <WindowFilter view={view} />
      <div
        className="stage-inner"
        style={{ transform: `translate(${shift(view.x)}, ${shift(view.y)}) scale(${view.zoom})` }}
      >
        {/* biome-ignore lint/performance/noImgElement: an exact radiograph, not an optimised picture */}
        <img
          src={props.image}
          alt={props.alt}
          draggable={false}
          style={{ filter: 'url(#viewer-window)' }}
          // The image may be there before this listener is.
          ref={(image) => {
            if (image?.complete === true && image.naturalWidth > 0) props.onImage(image);
          }}
          onLoad={(event) => props.onImage(event.currentTarget)}
          onError={() => setFailed(true)}
        />
        {view.overlay && map !== null && (
          <OverlayCanvas map={map} range={props.range} smooth={view.smooth} opacity={view.opacity} />
        )}
        {view.contours && <ContourLayer layers={layers} anatomy={props.anatomy} grid={map} zoom={view.zoom} />}
        {point !== null && map !== null && view.overlay && !view.smooth && (
          <CellFrame map={map} point={point} zoom={view.zoom} />
        )}
      </div>
      {failed && <p className="stage-note">The image cannot be shown. Its scores are beside it.</p>}
      {props.frontal && view.zoom === 1 && (
        <>
          <span className="side right-side">R</span>
          <span className="side left-side">L</span>
        </>
      )}
      {point !== null && <ProbeNote view={view} point={point} says={props.says} />}
    </div>
  );
}

/** Pixels below which the frame rather scrolls than shrinks; phones are narrower and use their whole width. */
const MIN_STAGE = 420;

/** The frame keeps the image's aspect and is never higher than the window, so that all of it is seen at once. */
const frameStyle = (aspect: number): CSSProperties => ({
  aspectRatio: aspect,
  maxWidth: `max(${MIN_STAGE}px, calc((100vh - 136px) * ${aspect.toFixed(4)}))`,
});

/** Window, level and inversion as one linear curve on the displayed grey levels. */
function WindowFilter({ view }: { view: View }) {
  const slope = 255 / view.window;
  const intercept = -(view.level - view.window / 2) / view.window;
  const curve = view.invert ? { slope: -slope, intercept: 1 - intercept } : { slope, intercept };
  return (
    <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
      <filter id="viewer-window" colorInterpolationFilters="sRGB" x="0" y="0" width="1" height="1">
        <feComponentTransfer>
          <feFuncR type="linear" {...curve} />
          <feFuncG type="linear" {...curve} />
          <feFuncB type="linear" {...curve} />
        </feComponentTransfer>
      </filter>
    </svg>
  );
}

function CellFrame({ map, point, zoom }: { map: MapValues; point: Point; zoom: number }) {
  const { row, column } = cellAt(point, map.height, map.width);
  return (
    <svg viewBox={`0 0 ${map.width} ${map.height}`} preserveAspectRatio="none" aria-hidden="true" className="contours">
      <rect
        x={column}
        y={row}
        width="1"
        height="1"
        fill="none"
        stroke="var(--ink)"
        strokeWidth={1.5 / zoom}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

function ProbeNote({ view, point, says }: { view: View; point: Point; says: StageProps['says'] }) {
  const at = { x: (point.x - view.x) * view.zoom + 0.5, y: (point.y - view.y) * view.zoom + 0.5 };
  const side =
    at.x > 0.7 ? { right: `${(1 - at.x) * 100}%`, marginRight: 14 } : { left: `${at.x * 100}%`, marginLeft: 14 };
  return (
    <span className="probe" style={{ top: `${Math.min(at.y, 0.94) * 100}%`, ...side }} aria-hidden="true">
      {says.zone} {says.value !== null && <b>{signed(says.value, 1)}</b>} {says.pixel !== null && `px ${says.pixel}`}
    </span>
  );
}
