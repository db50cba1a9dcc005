'use client';
import { useEffect, useRef, useState } from 'react';
import { flatPainter } from './flatPainter';
import { glPainter } from './glPainter';
import type { LiveView } from './liveView';
import { type Painter, panesOf, type Subject } from './painter';

/** Screen pixels between the panes of side by side. */
export const GAP = 2;

/** More pixels than this a side are not seen, and cost time in software. */
const MOST_PIXELS_PER_POINT = 2;

type Props = {
  live: LiveView;
  subject: Subject | null;
  /** One pane, whatever the view says: another stage stands beside this one. */
  single?: boolean;
  onDrawn: (drawn: Drawn) => void;
};

/** What is on the screen: the painter, and at which depth. */
export type Drawn = { kind: Painter['kind']; depth: Subject['grey']['depth'] };

/** The canvas of the viewer: WebGL2, or 2D where that is missing or was lost. It draws when the view moves. */
export function ViewCanvas(props: Props) {
  const [flat, setFlat] = useState(false);
  // A canvas never changes its kind of context, so the other kind needs another canvas.
  return <PaintedCanvas key={flat ? 'canvas' : 'webgl'} {...props} flat={flat} onLost={() => setFlat(true)} />;
}

type PaintedProps = Props & { flat: boolean; onLost: () => void };

function PaintedCanvas({ live, subject, single = false, onDrawn, flat, onLost }: PaintedProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<Painter | null>(null);
  const range = useRef(1);
  const latest = useRef({ onDrawn, onLost });
  latest.current = { onDrawn, onLost };
  const [ready, setReady] = useState<Painter | null>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const made = flat ? flatPainter(element) : glPainter(element);
    if (made === null) {
      if (!flat) latest.current.onLost();
      return;
    }
    painter.current = made;
    setReady(made);
    const lost = (): void => latest.current.onLost();
    element.addEventListener('webglcontextlost', lost);
    const draw = (): void => paint(element, made, live, range.current, single);
    const stops = [live.onMove(draw), live.onRest(draw)];
    const observer = new ResizeObserver(() => {
      if (resize(element)) draw();
    });
    observer.observe(element);
    return () => {
      element.removeEventListener('webglcontextlost', lost);
      for (const stop of stops) stop();
      observer.disconnect();
      painter.current = null;
      made.end();
    };
  }, [live, flat, single]);
  const grey = subject?.grey ?? null;
  const map = subject?.map ?? null;
  const scale = subject?.range ?? 1;
  useEffect(() => {
    const element = canvas.current;
    if (ready === null || element === null) return;
    range.current = scale;
    ready.setMap(map);
    paint(element, ready, live, scale, single);
  }, [ready, map, scale, live, single]);
  useEffect(() => {
    const element = canvas.current;
    if (ready === null || element === null || grey === null) return;
    ready.setGrey(grey).then(() => {
      if (painter.current !== ready) return;
      paint(element, ready, live, range.current, single);
      latest.current.onDrawn({ kind: ready.kind, depth: grey.depth });
    });
  }, [ready, grey, live, single]);
  return <canvas ref={canvas} className="view-canvas" data-testid="view-canvas" />;
}

function paint(element: HTMLCanvasElement, painter: Painter, live: LiveView, range: number, single: boolean): void {
  const view = single ? { ...live.now(), side: false } : live.now();
  painter.draw(
    view,
    range,
    panesOf(element.width, element.height, Math.round(GAP * density()), view),
    live.now() !== live.rested(),
  );
}

/** Whole pixels of the canvas per CSS pixel. */
const density = (): number => Math.min(window.devicePixelRatio, MOST_PIXELS_PER_POINT);

/** Gives the canvas as many pixels as the screen has there; true when that changed it. */
function resize(element: HTMLCanvasElement): boolean {
  const width = Math.max(1, Math.round(element.clientWidth * density()));
  const height = Math.max(1, Math.round(element.clientHeight * density()));
  if (element.width === width && element.height === height) return false;
  element.width = width;
  element.height = height;
  return true;
}
