import { keepInside } from './probe';
import { type View, WINDOW_BOUNDS } from './viewQuery';

/** Where a drag began: the pointer, the view then, and the pane's size in CSS pixels. */
export type Start = {
  kind: 'window' | 'pan';
  clientX: number;
  clientY: number;
  view: View;
  width: number;
  height: number;
};

/** Grey levels per CSS pixel of a window drag. */
const WINDOW_SPEED = 0.75;

/** CSS pixels below which a press is a click, not a drag. */
const SLACK = 3;

/**
 * What a drag has made of the view: right widens the window, down raises the level; a pan moves the image along.
 * Null while it is no drag yet.
 */
export function dragged(start: Start, at: { clientX: number; clientY: number }): Partial<View> | null {
  const [dx, dy] = [at.clientX - start.clientX, at.clientY - start.clientY];
  const { view } = start;
  if (start.kind === 'pan') {
    const { zoom, x, y } = view;
    return keepInside({ x: x - dx / start.width / zoom, y: y - dy / start.height / zoom }, zoom);
  }
  if (Math.abs(dx) + Math.abs(dy) <= SLACK) return null;
  return {
    window: within(Math.round(view.window + dx * WINDOW_SPEED), WINDOW_BOUNDS.window),
    level: within(Math.round(view.level + dy * WINDOW_SPEED), WINDOW_BOUNDS.level),
  };
}

const within = (value: number, [low, high]: readonly [number, number]): number => Math.min(Math.max(value, low), high);
