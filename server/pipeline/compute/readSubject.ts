import type { ZoneMasks } from '@/server/audit/anatomyCoverage';
import { emptyMask } from '@/server/audit/emptyMask';
import { uniteMasks } from '@/server/audit/uniteMasks';
import type { EditSubject } from '@/server/edit/edit';
import { areaResize } from '@/server/image/areaResize';
import { decodeImage } from '@/server/image/decode';
import { decodeMask } from '@/server/image/maskPng';
import { nearestResize } from '@/server/image/nearestResize';
import type { FileStore } from '@/server/store/fileStore';
import { fit } from '../zonesOf';
import type { MaskedImage } from './editTask';

/** Longest side of the plane that edits are made on. */
export const EDIT_SIDE = 1024;

/** The masks of an image as they were stored, all of one size. */
export async function readMasks(store: Pick<FileStore, 'get'>, { masks }: MaskedImage): Promise<ZoneMasks> {
  const read: ZoneMasks = {};
  for (const { zone, sha256 } of masks) read[zone] = await decodeMask(await store.get(sha256));
  return read;
}

/**
 * An image as edits are made of it: shrunk to `EDIT_SIDE`, with its stored masks at that size. Without a mask of marker
 * or frame there is none of it.
 */
export async function readSubject(store: Pick<FileStore, 'get'>, image: MaskedImage): Promise<EditSubject> {
  const radiograph = await decodeImage(await store.get(image.fileSha256));
  const [height, width] = fit(radiograph, EDIT_SIDE);
  const whole = height === radiograph.height && width === radiograph.width;
  const pixels = whole
    ? radiograph.pixels
    : areaResize(radiograph.pixels, [radiograph.height, radiograph.width], [height, width]);
  const masks = await readMasks(store, image);
  const lungs = [masks['lung-left'], masks['lung-right']].filter((mask) => mask !== undefined);
  const sized = (mask: ZoneMasks['marker']) =>
    mask === undefined ? emptyMask(height, width) : nearestResize(mask, [height, width]);
  return {
    raster: { height, width, pixels },
    marker: sized(masks.marker),
    frame: sized(masks.frame),
    lungs: lungs.length === 0 ? null : sized(uniteMasks(lungs)),
  };
}
