import { ZONES, type ZoneName } from '@/server/audit/zone';
import type { MapValues } from '@/server/queries/feed';

/** A point of the image in shares of its width and height, 0 to 1. */
export type Point = { x: number; y: number };

type ZoneMask = { zone: ZoneName; height: number; width: number; data: Uint8Array };

/** Index of the cell of a height × width grid that holds a point. */
export function cellAt(point: Point, height: number, width: number): { row: number; column: number; index: number } {
  const row = Math.min(height - 1, Math.max(0, Math.floor(point.y * height)));
  const column = Math.min(width - 1, Math.max(0, Math.floor(point.x * width)));
  return { row, column, index: row * width + column };
}

/** The map's value of the cell that holds a point. */
export const valueAt = (map: MapValues, point: Point): number | null =>
  map.values[cellAt(point, map.height, map.width).index] ?? null;

/** The zone that a pixel belongs to: of the masks that hold it, the first in the ledger's order; else the rest. */
export function zoneAt(masks: ZoneMask[], point: Point, rest: ZoneName | null = null): ZoneName | null {
  return (
    ZONES.find((zone) =>
      masks.some((mask) => mask.zone === zone && mask.data[cellAt(point, mask.height, mask.width).index] === 1),
    ) ?? rest
  );
}

/** Moves the middle of the view so that the image point under the pointer stays there while zooming. */
export function zoomAt(
  view: { zoom: number; x: number; y: number },
  pointer: Point,
  zoom: number,
): { zoom: number; x: number; y: number } {
  const middle = (centre: number, at: number): number => centre + (at - 0.5) * (1 / view.zoom - 1 / zoom);
  return { zoom, ...keepInside({ x: middle(view.x, pointer.x), y: middle(view.y, pointer.y) }, zoom) };
}

/** The nearest middle of the view that leaves no empty border at this zoom. */
export function keepInside({ x, y }: Point, zoom: number): Point {
  const half = 0.5 / zoom;
  const clamp = (value: number): number => Math.min(Math.max(value, half), 1 - half);
  return { x: clamp(x), y: clamp(y) };
}

/** The image point under a point of the viewport (both 0 to 1). */
export const imagePoint = (view: { zoom: number; x: number; y: number }, at: Point): Point => ({
  x: view.x + (at.x - 0.5) / view.zoom,
  y: view.y + (at.y - 0.5) / view.zoom,
});

/** The one zone of a ledger that has no mask of its own: it holds the pixels that no mask claims. Null when none or several. */
export function restZone(ledger: Record<ZoneName, unknown> | null, masks: { zone: ZoneName }[]): ZoneName | null {
  if (ledger === null) return null;
  const without = ZONES.filter((zone) => ledger[zone] !== null && !masks.some((mask) => mask.zone === zone));
  return without.length === 1 ? (without[0] ?? null) : null;
}
