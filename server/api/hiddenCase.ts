import type { Principal } from '@/server/access/principal';
import { db } from '@/server/db/client';
import { isUuid } from '@/server/db/isUuid';
import { AppError } from '@/server/problem/appError';
import type { CaseRow } from '@/server/queries/cases';
import { hiddenForReader } from '@/server/review/hiddenForReader';
import { withoutHidden } from '@/server/review/withoutHidden';

/** The plain picture and the masks of the anatomy say nothing of what a model or a report found. */
const PLAIN = /\/instances\/[^/]+\/(image|pixels|masks\/[^/]+)$/;

/** Images whose results this caller has to say something of before they are shown. None for keys. */
export const hiddenOf = async ({ kind, id, scopes }: Principal): Promise<ReadonlySet<string>> =>
  kind === 'session' && scopes.includes('review') && isUuid(id) ? hiddenForReader(id) : new Set();

/**
 * Refuses what is about one image to whoever is to read it unaided and has not committed.
 * @throws AppError conflict
 */
export async function refuseHidden(principal: Principal, params: Record<string, string>, path: string): Promise<void> {
  const { instanceId, editId } = params;
  if ((instanceId === undefined && editId === undefined) || PLAIN.test(path)) return;
  const hidden = await hiddenOf(principal);
  if (hidden.size === 0) return;
  const id = instanceId?.toLowerCase() ?? (await instanceOfEdit(editId ?? ''));
  if (id !== null && hidden.has(id))
    throw new AppError('conflict', 'you are reading this case unaided: say first what you see, then it is shown');
}

/**
 * Refuses to show cases to others, and so to oneself, while one of them is to be read unaided.
 * @throws AppError conflict
 */
export async function refuseHiddenAmong(principal: Principal, instanceIds: readonly string[]): Promise<void> {
  const hidden = await hiddenOf(principal);
  if (instanceIds.some((id) => hidden.has(id.toLowerCase())))
    throw new AppError('conflict', 'you are reading one of these cases unaided: say first what you see');
}

async function instanceOfEdit(editId: string): Promise<string | null> {
  if (!isUuid(editId)) return null;
  const edit = await db().edit.findUnique({ where: { id: editId }, select: { instanceId: true } });
  return edit?.instanceId ?? null;
}

/** Rows of a list, those without their result that are hidden from the caller. */
export async function withBlankedResults(principal: Principal, rows: readonly CaseRow[]): Promise<CaseRow[]> {
  const hidden = await hiddenOf(principal);
  return rows.map((row) => (hidden.has(row.instanceId) ? { ...row, top: null } : row));
}

/** An answer that names cases with their figures, without those that are hidden from the caller. */
export const shownTo = async <T>(principal: Principal, answer: T): Promise<T> =>
  withoutHidden(answer, await hiddenOf(principal));
