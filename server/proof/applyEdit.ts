import type { Edited, EditKind, EditSubject } from '@/server/edit/edit';
import { eraseFrame } from '@/server/edit/eraseFrame';
import { eraseMarker, notEdited } from '@/server/edit/eraseMarker';
import { seededRandom } from '@/server/edit/seededRandom';
import { shamErase } from '@/server/edit/shamErase';
import { swapOverlay } from '@/server/edit/swapOverlay';

/** Makes one edit of a subject, by the product's own functions. `donor`: of swaps; `seed`: of where the sham goes. */
export function applyEdit(kind: EditKind, subject: EditSubject, donor: EditSubject | null, seed: string): Edited {
  if (kind === 'marker-erase') return eraseMarker(subject);
  if (kind === 'marker-sham') return shamErase(subject, seededRandom(seed));
  if (kind === 'frame-erase') return eraseFrame(subject);
  return donor === null ? notEdited('no-donor') : swapOverlay(subject, donor);
}
