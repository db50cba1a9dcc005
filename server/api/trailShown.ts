import type { Principal } from '@/server/access/principal';
import { AppError } from '@/server/problem/appError';
import type { TrailRow } from '@/server/queries/trail';
import { holdsRead, type ShownRecord, withoutHeldBack } from '@/server/review/heldBack';

const mayReview = ({ kind, scopes }: Principal): boolean => kind === 'session' && scopes.includes('review');

/**
 * Records of the audit trail as the caller may see them: who may read a case next must not
 * learn what was said of it, nor why it is in the queue.
 */
export const trailShown = async (principal: Principal, rows: readonly TrailRow[]): Promise<ShownRecord[]> =>
  mayReview(principal) ? withoutHeldBack(rows, principal.id) : [...rows];

/**
 * Refuses the raw trail, which verifies only whole, to whoever reads a case now, or holds the second read of one.
 * @throws AppError conflict
 */
export async function refuseReader(principal: Principal): Promise<void> {
  if (mayReview(principal) && (await holdsRead(principal.id, new Date())))
    throw new AppError('conflict', 'you hold a case of the reading room: finish it or give it back first');
}
