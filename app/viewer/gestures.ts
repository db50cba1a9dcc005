import { dragged, type Start } from './drag';
import type { LivePoint } from './livePoint';
import type { LiveView } from './liveView';
import { type Fingers, pinched } from './pinch';
import { imagePoint, type Point, zoomAt } from './probe';
import { MAX_ZOOM, type View } from './viewQuery';

type Target = { pane: HTMLElement; live: LiveView; point: LivePoint };

/**
 * Wheel zooms at the pointer; left drag sets window and level; middle or Shift drag, and one finger on an enlarged
 * image, pan; two fingers pinch and pan; otherwise the probe follows. Listens itself, since a handler of React's would
 * render, and its wheel cannot keep the page from scrolling. The answer stops it.
 */
export function listenToGestures(target: Target): () => void {
  const { pane } = target;
  const stop = new AbortController();
  const { signal } = stop;
  const fingers = { pinching: false };
  listenToDrags(target, fingers, signal);
  listenToTouches(target, fingers, signal);
  pane.addEventListener('wheel', (event) => turn(target, event), { passive: false, signal });
  pane.addEventListener('pointerleave', () => target.point.set(null), { signal });
  return () => stop.abort();
}

function listenToDrags({ pane, live, point }: Target, fingers: { pinching: boolean }, signal: AbortSignal): void {
  let start: Start | null = null;
  const down = (event: PointerEvent): void => {
    const kind = kindOf(event, live.now());
    if (kind === null) return;
    const { width, height } = pane.getBoundingClientRect();
    start = { kind, clientX: event.clientX, clientY: event.clientY, view: live.now(), width, height };
    pane.setPointerCapture(event.pointerId);
    live.hold();
    // No text selection, and no scrolling by the middle button.
    event.preventDefault();
  };
  const move = (event: PointerEvent): void => {
    if (start === null) {
      if (event.pointerType !== 'touch') point.set(imagePoint(live.now(), shareOf(pane, event)));
      return;
    }
    const part = fingers.pinching ? null : dragged(start, event);
    if (part !== null) live.move(part);
  };
  const up = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' && event.type === 'pointerup' && !fingers.pinching) {
      point.set(imagePoint(live.now(), shareOf(pane, event)));
    }
    if (start === null) return;
    start = null;
    if (!fingers.pinching) live.rest();
  };
  pane.addEventListener('pointerdown', down, { signal });
  pane.addEventListener('pointermove', move, { signal });
  pane.addEventListener('pointerup', up, { signal });
  pane.addEventListener('pointercancel', up, { signal });
}

function kindOf(event: PointerEvent, view: View): Start['kind'] | null {
  if (event.pointerType === 'touch') return view.zoom > 1 && event.isPrimary ? 'pan' : null;
  if (event.button > 1) return null;
  return event.button === 1 || event.shiftKey ? 'pan' : 'window';
}

/** Two fingers. Touch events, for only they can keep the page from scrolling along. */
function listenToTouches({ pane, live }: Target, fingers: { pinching: boolean }, signal: AbortSignal): void {
  let start: { view: View; at: Fingers } | null = null;
  const begin = (event: TouchEvent): void => {
    const at = fingersOf(pane, event);
    if (at === null) return;
    event.preventDefault();
    fingers.pinching = true;
    live.hold();
    start = { view: live.now(), at };
  };
  const move = (event: TouchEvent): void => {
    const at = fingersOf(pane, event);
    if (start === null || at === null) return;
    event.preventDefault();
    live.move(pinched(start.view, start.at, at));
  };
  const end = (event: TouchEvent): void => {
    if (start !== null) live.rest();
    start = null;
    // The finger that stays would jump; it counts again when it has left.
    if (event.touches.length === 0) fingers.pinching = false;
  };
  pane.addEventListener('touchstart', begin, { passive: false, signal });
  pane.addEventListener('touchmove', move, { passive: false, signal });
  pane.addEventListener('touchend', end, { signal });
  pane.addEventListener('touchcancel', end, { signal });
}

function fingersOf(pane: HTMLElement, { touches }: TouchEvent): Fingers | null {
  const [one, other] = [touches[0], touches[1]];
  if (one === undefined || other === undefined || touches.length > 2) return null;
  const clientX = (one.clientX + other.clientX) / 2;
  const clientY = (one.clientY + other.clientY) / 2;
  const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  return { middle: shareOf(pane, { clientX, clientY }), apart };
}

function turn({ pane, live }: Target, event: WheelEvent): void {
  event.preventDefault();
  const now = live.now();
  const zoom = Math.min(Math.max(now.zoom * 1.0015 ** -event.deltaY, 1), MAX_ZOOM);
  live.move(zoomAt(now, shareOf(pane, event), zoom));
}

function shareOf(element: HTMLElement, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const box = element.getBoundingClientRect();
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
}
