import { anatomicalPrior } from '@/server/audit/anatomicalPrior';
import type { ZoneMasks } from '@/server/audit/anatomyCoverage';
import { backgroundMask } from '@/server/audit/backgroundMask';
import { bodyBox } from '@/server/audit/bodyBox';
import { collimationBorder } from '@/server/audit/collimationBorder';
import { emptyMask } from '@/server/audit/emptyMask';
import { frameMask } from '@/server/audit/frameMask';
import { keepLungs } from '@/server/audit/keepLungs';
import { markerMask } from '@/server/audit/markerMask';
import type { Mask } from '@/server/audit/mask';
import { PRIOR } from '@/server/audit/maskSource';
import { splitLungs } from '@/server/audit/splitLungs';
import { uniteMasks } from '@/server/audit/uniteMasks';
import { type AnatomyZone, ZONES, type ZoneName } from '@/server/audit/zone';
import { areaResize } from '@/server/image/areaResize';
import { nearestResize } from '@/server/image/nearestResize';
import type { Radiograph } from '@/server/image/radiograph';
import { cleanZones } from '@/server/inference/cleanZones';

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

/** Where the anatomy of an image comes from: masks that came with it, a segmenter, or the average one. */
export type AnatomySource =
  | { kind: 'delivered'; name: string; masks: ZoneMasks }
  | { kind: 'segmenter'; name: string; segment: Segment }
  | { kind: 'prior' };

/** The zones of one image: its anatomy as `source` has it, and marker, frame and background by our detectors. */
export async function zonesOf(radiograph: Radiograph, source: AnatomySource | null): Promise<Zones> {
  const delivered = source?.kind === 'delivered' ? Object.values(source.masks)[0] : undefined;
  const [height, width] = delivered ? [delivered.height, delivered.width] : fit(radiograph, ZONE_SIDE);
  const zones: Zones = { height, width, masks: {}, sources: {} };
  if (source?.kind === 'delivered') addAll(zones, source.masks, source.name);
  if (source?.kind === 'segmenter')
    addAll(zones, anatomyOf(await source.segment(radiograph, [height, width])), source.name);
  if (source?.kind === 'prior') addAll(zones, priorOf(radiograph, [height, width]), PRIOR);
  const missing = Object.entries(detect(radiograph, zones)).filter(
    ([zone]) => zones.masks[zone as ZoneName] === undefined,
  );
  addAll(zones, Object.fromEntries(missing), DETECTOR);
  return zones;
}

/** The average anatomy in this image's body box. */
function priorOf(radiograph: Radiograph, [height, width]: [number, number]): ZoneMasks {
  const pixels = areaResize(radiograph.pixels, [radiograph.height, radiograph.width], [height, width]);
  const raster = { height, width, pixels };
  return anatomicalPrior(bodyBox(backgroundMask(raster), collimationBorder(raster)), height, width);
}

function addAll(zones: Zones, masks: ZoneMasks, source: string): void {
  for (const zone of ZONES) {
    const mask = masks[zone];
    if (mask === undefined) continue;
    zones.masks[zone] = mask;
    zones.sources[zone] = source;
  }
}

/** A segmenter's organs without debris and holes, both lungs in one mask as left and right. */
function anatomyOf(found: { zone: AnatomyZone; mask: Mask }[]): ZoneMasks {
  const masks: ZoneMasks = {};
  for (const { zone, mask } of cleanZones(found)) {
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
