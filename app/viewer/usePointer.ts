'use client';
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { imagePoint, keepInside, type Point, zoomAt } from './probe';
import { MAX_ZOOM, type View } from './viewQuery';

type Handlers = {
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave: () => void;
};

type Drag = { kind: 'window' | 'pan'; x: number; y: number; view: View };

/** Grey levels per pixel of a window drag. */
const WINDOW_SPEED = 0.75;

/** Wheel zooms at the pointer, middle (or Shift) drag pans, left drag sets window and level; otherwise the probe follows. */
export function usePointer(
  stage: RefObject<HTMLElement | null>,
  view: View,
  change: (part: Partial<View>) => void,
  probe: (point: Point | null) => void,
): Handlers {
  const drag = useRef<Drag | null>(null);
  useWheel(stage, view, change);
  const share = (event: { clientX: number; clientY: number }): Point => shareOf(stage.current, event);
  return {
    onPointerDown: (event) => {
      if (event.pointerType === 'touch' || event.button > 1) return;
      const kind = event.button === 1 || event.shiftKey ? 'pan' : 'window';
      drag.current = { kind, x: event.clientX, y: event.clientY, view };
      event.currentTarget.setPointerCapture(event.pointerId);
      event.preventDefault();
    },
    onPointerMove: (event) => {
      const start = drag.current;
      if (start === null) return probe(imagePoint(view, share(event)));
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      const box = event.currentTarget.getBoundingClientRect();
      if (start.kind === 'pan') {
        const { zoom, x, y } = start.view;
        change(keepInside({ x: x - dx / box.width / zoom, y: y - dy / box.height / zoom }, zoom));
      } else if (Math.abs(dx) + Math.abs(dy) > 3) {
        change({
          window: Math.max(1, Math.round(start.view.window + dx * WINDOW_SPEED)),
          level: Math.round(start.view.level + dy * WINDOW_SPEED),
        });
      }
    },
    onPointerUp: () => {
      drag.current = null;
    },
    onPointerLeave: () => probe(null),
  };
}

function shareOf(element: HTMLElement | null, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  if (element === null) return { x: 0.5, y: 0.5 };
  const box = element.getBoundingClientRect();
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
}

/** React listens to wheels passively, and a passive listener cannot keep the page from scrolling. */
function useWheel(stage: RefObject<HTMLElement | null>, view: View, change: (part: Partial<View>) => void): void {
  const latest = useRef({ view, change });
  latest.current = { view, change };
  useEffect(() => {
    const element = stage.current;
    if (element === null) return;
    const listen = (event: WheelEvent): void => {
      event.preventDefault();
      const { view: now, change: move } = latest.current;
      const zoom = Math.min(Math.max(now.zoom * 1.0015 ** -event.deltaY, 1), MAX_ZOOM);
      move(zoomAt(now, shareOf(element, event), zoom));
    };
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [stage]);
}
