import { contourPath, smoothContour, traceContours } from '@/app/saliency/traceContours';
import { dilateByHalfCell } from '@/server/audit/dilateByHalfCell';

type Raster = { height: number; width: number; data: Uint8Array };

/** Masks of one size as one: a pixel that any of them holds. Null without masks or when their sizes differ. */
export function union(masks: Raster[]): Raster | null {
  const [first, ...others] = masks;
  if (first === undefined || others.some((m) => m.height !== first.height || m.width !== first.width)) return null;
  return { ...first, data: first.data.map((_, i) => (masks.some((mask) => mask.data[i] === 1) ? 1 : 0)) };
}

/**
 * Outline of the anatomy widened by half a cell of the map, within which the shares count evidence as inside, as the
 * `d` of an SVG path in `units` × `units`. Null when there is nothing to widen.
 */
export function widenedPath(masks: Raster[], grid: { height: number; width: number }, units: number): string | null {
  const anatomy = union(masks);
  if (anatomy === null) return null;
  const contours = traceContours(dilateByHalfCell(anatomy, grid.height, grid.width)).map(smoothContour);
  return contourPath(contours, units / anatomy.width, units / anatomy.height);
}
