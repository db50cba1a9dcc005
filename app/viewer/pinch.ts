import { imagePoint, keepInside, type Point } from './probe';
import { MAX_ZOOM } from './viewQuery';

type Place = { zoom: number; x: number; y: number };

/** Two fingers: their middle in shares of the pane, and how far they are apart, in pixels. */
export type Fingers = { middle: Point; apart: number };

/** The view after two fingers moved: the image point that was between them stays between them. */
export function pinched(before: Place, from: Fingers, to: Fingers): Place {
  const zoom = Math.min(Math.max((before.zoom * to.apart) / Math.max(from.apart, 1), 1), MAX_ZOOM);
  const held = imagePoint(before, from.middle);
  const centre = { x: held.x - (to.middle.x - 0.5) / zoom, y: held.y - (to.middle.y - 0.5) / zoom };
  return { zoom, ...keepInside(centre, zoom) };
}
