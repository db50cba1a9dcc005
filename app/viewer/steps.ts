import { keepInside } from './probe';
import { CUTS, MAX_ZOOM, type View } from './viewQuery';

/** One step closer at the middle; from the closest back to the whole image. */
export function zoomIn(view: View): Partial<View> {
  const zoom = view.zoom >= MAX_ZOOM ? 1 : Math.min(view.zoom * 1.5, MAX_ZOOM);
  return { zoom, ...keepInside(view, zoom) };
}

/** One step away, down to the whole image. */
export function zoomOut(view: View): Partial<View> {
  const zoom = Math.max(view.zoom / 1.5, 1);
  return { zoom, ...keepInside(view, zoom) };
}

/** A tenth of what is seen to one side. */
export function panBy(view: View, dx: number, dy: number): Partial<View> {
  return keepInside({ x: view.x + (dx * 0.1) / view.zoom, y: view.y + (dy * 0.1) / view.zoom }, view.zoom);
}

/** The next threshold of the overlay, round and round. */
export function nextCut({ cut }: View): Partial<View> {
  const at = CUTS.indexOf(cut);
  return { cut: CUTS[(at + 1) % CUTS.length] ?? CUTS[0] };
}
