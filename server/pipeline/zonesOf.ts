import type { ZoneMasks } from '@/server/audit/anatomyCoverage';
import { backgroundMask } from '@/server/audit/backgroundMask';
import { emptyMask } from '@/server/audit/emptyMask';
import { frameMask } from '@/server/audit/frameMask';
import { keepLungs } from '@/server/audit/keepLungs';
import { markerMask } from '@/server/audit/markerMask';
import type { Mask } from '@/server/audit/mask';
import { splitLungs } from '@/server/audit/splitLungs';
import { uniteMasks } from '@/server/audit/uniteMasks';
import { type AnatomyZone, ZONES, type ZoneName } from '@/server/audit/zone';
import { areaResize } from '@/server/image/areaResize';
import { nearestResize } from '@/server/image/nearestResize';
import type { Radiograph } from '@/server/image/radiograph';

/** Longest side of the grid that zones are found on when no masks came with the image. */
export const ZONE_SIDE = 512;

/** Longest side that the detectors of marker, frame and background run at. */
const DETECTOR_SIDE = 1024;

/** The source of the zones that we find ourselves, with the version of the detectors. */
export const DETECTOR = 'detector@2';

/** All zones of one image on one grid, and where each mask came from. */
export type Zones = { height: number; width: number; masks: ZoneMasks; sources: Partial<Record<ZoneName, string>> };

/** Finds masks on a given grid; zones as the segmenter's manifest names them. */
export type Segment = (
  radiograph: Radiograph,
  size: [height: number, width: number],
) => Promise<{ zone: AnatomyZone; mask: Mask }[]>;

/**
 * The zones of one image: masks that came with it (they override the segmenter), else the segmenter's, and marker,
 * frame and background from our detectors unless delivered.
 */
export async function zonesOf(
  radiograph: Radiograph,
  uploads: ZoneMasks,
  segmenter: { name: string; segment: Segment } | null,
): Promise<Zones> {
  const delivered = Object.values(uploads)[0];
  const [height, width] = delivered ? [delivered.height, delivered.width] : fit(radiograph, ZONE_SIDE);
  const zones: Zones = { height, width, masks: {}, sources: {} };
  if (delivered) addAll(zones, uploads, 'upload');
  else if (segmenter) addAll(zones, anatomyOf(await segmenter.segment(radiograph, [height, width])), segmenter.name);
  const missing = Object.entries(detect(radiograph, zones)).filter(
    ([zone]) => zones.masks[zone as ZoneName] === undefined,
  );
  addAll(zones, Object.fromEntries(missing), DETECTOR);
  return zones;
}

function addAll(zones: Zones, masks: ZoneMasks, source: string): void {
  for (const zone of ZONES) {
    const mask = masks[zone];
    if (mask === undefined) continue;
    zones.masks[zone] = mask;
    zones.sources[zone] = source;
  }
}

/** A segmenter's lungs without debris and holes, as left and right; other zones as they come. */
function anatomyOf(found: { zone: AnatomyZone; mask: Mask }[]): ZoneMasks {
  const masks: ZoneMasks = {};
  for (const { zone, mask } of found) {
    if (zone === 'lungs') {
      const { left, right } = splitLungs(keepLungs(mask));
      masks['lung-left'] = left ?? emptyMask(mask.height, mask.width);
      masks['lung-right'] = right ?? emptyMask(mask.height, mask.width);
    } else masks[zone] = mask;
  }
  return masks;
}

function detect(radiograph: Radiograph, zones: Zones): ZoneMasks {
  const [height, width] = fit(zones, DETECTOR_SIDE);
  const pixels = areaResize(radiograph.pixels, [radiograph.height, radiograph.width], [height, width]);
  const raster = { height, width, pixels };
  const lungs = [zones.masks['lung-left'], zones.masks['lung-right']].filter((mask) => mask !== undefined);
  const lungMask = lungs.length === 0 ? null : nearestResize(uniteMasks(lungs), [height, width]);
  const background = backgroundMask(raster);
  const masks: ZoneMasks = {
    marker: markerMask(raster, lungMask, background).mask,
    frame: frameMask(raster),
    background,
  };
  return Object.fromEntries(
    Object.entries(masks).map(([zone, mask]) => [zone, nearestResize(mask, [zones.height, zones.width])]),
  );
}

/** Height and width scaled down, never up, so that the longer is at most `side`. */
export function fit(size: { height: number; width: number }, side: number): [height: number, width: number] {
  const scale = Math.min(1, side / Math.max(size.height, size.width));
  return [Math.max(1, Math.round(size.height * scale)), Math.max(1, Math.round(size.width * scale))];
}
