import { pictureOf } from '@/app/viewer/pictureOf';
import { PREVIEW_SIDE } from '@/app/viewer/previewSide';
import { getCase } from '@/server/queries/caseDetail';
import { instanceImage } from '@/server/queries/instanceImage';
import { nextInstance } from '@/server/review/whatWaits';

/**
 * Draws the picture that a reader will most likely be given next, and keeps it where its address will find it. Nothing is
 * claimed and nothing leaves the server: which case is next must not be known before it is read.
 */
export async function warmNext(readerId: string, now: Date): Promise<void> {
  const instanceId = await nextInstance(readerId, now);
  const detail = instanceId === null ? null : await getCase(instanceId);
  const image = detail === null ? null : pictureOf(detail);
  if (instanceId === null || image === null) return;
  await (await instanceImage(instanceId, { size: PREVIEW_SIDE, invert: false })).bytes();
  if (image.pixels !== null) await (await instanceImage(instanceId, 'pixels')).bytes();
}
