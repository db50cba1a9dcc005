import { connectedComponents } from '@/server/audit/connectedComponents';
import type { Mask } from '@/server/audit/mask';
import { type Box, mergeGlyphs } from '@/server/audit/mergeGlyphs';
import type { Raster } from '@/server/audit/raster';
import { fillMasked } from '@/server/edit/fillMasked';
import { areaResize } from '@/server/image/areaResize';
import { decodeImage } from '@/server/image/decode';
import { decodeMask } from '@/server/image/maskPng';
import { nearestResize } from '@/server/image/nearestResize';
import { type MarkerLook, markerLook } from '@/server/mapStatistics/markerHash';
import type { MaskedImage } from '@/server/pipeline/compute/editTask';
import { fit } from '@/server/pipeline/zonesOf';
import type { FileStore } from '@/server/store/fileStore';

/** Longest side at which markers are looked at: a letter is some 40 pixels high. */
const LOOK_SIDE = 1024;

/** What of its surroundings is cut out with a marker, as a share of the width, to see its ground. */
const MARGIN_SHARE = 0.01;

/** `box` in shares of the picture's width and height. */
export type FoundMarker = { box: Box; look: MarkerLook };

/** The markers of an image by its stored mask, one per line of text; none without a mask. */
export async function findMarkers(
  store: Pick<FileStore, 'get'>,
  { fileSha256, masks }: MaskedImage,
): Promise<FoundMarker[]> {
  const stored = masks.find(({ zone }) => zone === 'marker');
  if (stored === undefined) return [];
  const mask = await decodeMask(await store.get(stored.sha256));
  if (!mask.data.includes(1)) return [];
  const radiograph = await decodeImage(await store.get(fileSha256));
  const [height, width] = fit(radiograph, LOOK_SIDE);
  const pixels = areaResize(radiograph.pixels, [radiograph.height, radiograph.width], [height, width]);
  return markersOf({ height, width, pixels }, nearestResize(mask, [height, width]));
}

/** The markers of a raster by a mask of its size. */
export function markersOf(raster: Raster, mask: Mask): FoundMarker[] {
  const { height, width } = raster;
  return mergeGlyphs(connectedComponents(mask, 8).components).flatMap((box) => {
    const look = markerLook(inkOf(raster, mask, box), width);
    const { x, y } = box;
    const shares = { x: x / width, y: y / height, width: box.width / width, height: box.height / height };
    return look === null ? [] : [{ box: shares, look }];
  });
}

/** How far the pixels of a box stand out from what the picture would be without the marker. */
function inkOf(raster: Raster, mask: Mask, box: Box): Raster {
  const margin = Math.ceil(MARGIN_SHARE * raster.width);
  const left = Math.max(0, box.x - margin);
  const top = Math.max(0, box.y - margin);
  const width = Math.min(raster.width, box.x + box.width + margin) - left;
  const height = Math.min(raster.height, box.y + box.height + margin) - top;
  const pixels = new Float32Array(height * width);
  const data = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * raster.width + left;
    pixels.set(raster.pixels.subarray(from, from + width), y * width);
    data.set(mask.data.subarray(from, from + width), y * width);
  }
  const ground = fillMasked({ height, width, pixels }, { height, width, data });
  return { height, width, pixels: pixels.map((value, i) => (data[i] ? value - (ground[i] ?? 0) : 0)) };
}
