import type { Mask } from '@/server/audit/mask';
import { maskArea } from '@/server/audit/maskArea';
import { decodeMask, encodeMask } from '@/server/image/maskPng';
import { boxesMask, type LesionBox } from '@/server/localisation/boxesMask';
import { LESION_SIDE, shrinkLesion } from '@/server/localisation/lesionMask';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import { requireAspect } from './deliveredMasks';
import type { LesionRow } from './writeLesions';

/** A lesion as it came: boxes, or a mask of the whole picture, a PNG or read already. */
export type GivenLesion = { boxes: LesionBox[] } | { mask: Mask } | { png: Buffer };

/** Of the picture; not known where only predictions were sent. */
export type PictureSize = { height: number | null; width: number | null };

/**
 * A lesion as it is stored; a mask becomes a file of at most 512 pixels a side, whose hash is added to `made` when it is
 * new to the store.
 * @throws AppError `unreadable-mask` for a mask that cannot be read, is empty or not of the picture's shape
 */
export async function keepLesion(
  store: FileStore,
  given: GivenLesion,
  { path, size, made }: { path: string; size: PictureSize; made: string[] },
): Promise<Pick<LesionRow, 'boxes' | 'sha256' | 'height' | 'width' | 'area'>> {
  if ('boxes' in given) {
    const area = shareOf(boxesMask(given.boxes, LESION_SIDE, LESION_SIDE));
    return { boxes: given.boxes, sha256: null, height: null, width: null, area };
  }
  const whole = 'png' in given ? await decodeMask(given.png) : given.mask;
  const { height, width } = size;
  if (height !== null && width !== null) requireAspect(path, whole, { height, width });
  if (!whole.data.includes(1)) {
    const detail = 'nothing is inside; leave a lesion out where there is none';
    throw new AppError('unreadable-mask', `${path}: ${detail}`, { errors: [{ path, detail }] });
  }
  const mask = shrinkLesion(whole);
  const kept = await store.put(await encodeMask(mask));
  if (kept.created) made.push(kept.sha256);
  return { boxes: null, sha256: kept.sha256, height: mask.height, width: mask.width, area: shareOf(mask) };
}

const shareOf = (mask: Mask): number => maskArea(mask) / (mask.height * mask.width);
