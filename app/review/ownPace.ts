import { listReads } from '@/server/review/queueState';
import { getRead, UNDO_MS } from '@/server/review/readerView';
import { spreadOf } from '@/server/review/spread';

/** Own reads whose times make the median that the page shows. */
const LATEST = 50;

/** A reader's latest reads: their median time in milliseconds, and the one that can still be taken back. */
export async function ownPace(
  readerId: string,
  now: Date,
): Promise<{ medianMilliseconds: number | null; undoable: string | null }> {
  const { rows } = await listReads(readerId, { limit: LATEST });
  const newest = rows[0];
  const fresh = newest !== undefined && now.getTime() - Date.parse(newest.doneAt) < UNDO_MS;
  const until = fresh ? ((await getRead(newest.readId, readerId)).verdict?.undoUntil ?? null) : null;
  return {
    medianMilliseconds: spreadOf(rows.map(({ milliseconds }) => milliseconds))?.median ?? null,
    undoable: newest !== undefined && until !== null && Date.parse(until) > now.getTime() ? newest.readId : null,
  };
}
