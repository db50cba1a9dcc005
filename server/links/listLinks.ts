import { db as processDb } from '@/server/db/client';
import type { AuditLink } from '@/server/db/generated/client';
import { AppError } from '@/server/problem/appError';
import { decodeCursor, encodeCursor } from '@/server/queries/cursor';
import { type LinkPolicy, type LinkSubject, linkPolicy, linkSubject } from './linkPolicy';
import { type LinkState, linkState } from './linkState';

/** A link as its makers see it; the token is nowhere. */
export type LinkSummary = {
  id: string;
  label: string;
  subject: LinkSubject;
  policy: LinkPolicy;
  state: LinkState;
  /** null: live. */
  frozenAt: string | null;
  expiresAt: string;
  viewCap: number | null;
  views: number;
  lastViewAt: string | null;
  hasPasscode: boolean;
  createdBy: string;
  createdAt: string;
  revokedBy: string | null;
  revokedAt: string | null;
};

export type LinkList = { rows: LinkSummary[]; nextCursor: string | null; asOf: string };

type Row = Omit<AuditLink, 'frozen'> & { auditLinkViews: { at: Date }[] };

const LAST_VIEW = {
  auditLinkViews: { where: { outcome: 'opened' }, orderBy: { id: 'desc' }, take: 1, select: { at: true } },
} as const;

function summaryOf(row: Row, now: Date): LinkSummary {
  return {
    id: row.id,
    label: row.label,
    subject: linkSubject.parse(row.subject),
    policy: linkPolicy.parse(row.policy),
    state: linkState(row, now),
    frozenAt: row.frozenAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    viewCap: row.viewCap,
    views: row.views,
    lastViewAt: row.auditLinkViews[0]?.at.toISOString() ?? null,
    hasPasscode: row.passcodeHash !== null,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    revokedBy: row.revokedBy,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

/** Links, newest first. `by`: those that one account made. */
export async function listLinks(
  page: { cursor?: string | undefined; limit: number; by?: string | undefined },
  now: Date,
): Promise<LinkList> {
  const after = page.cursor === undefined ? null : decodeCursor(page.cursor);
  const at = after === null ? null : new Date(Math.round(after.key * 1000));
  const beyond =
    at === null || after === null ? {} : { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: after.id } }] };
  const rows = await processDb().auditLink.findMany({
    where: { ...beyond, ...(page.by !== undefined && { createdBy: `account ${page.by}` }) },
    omit: { frozen: true },
    include: LAST_VIEW,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: page.limit + 1,
  });
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const more = rows.length > page.limit && last !== undefined;
  return {
    rows: shown.map((row) => summaryOf(row, now)),
    nextCursor: more ? encodeCursor({ key: last.createdAt.getTime() / 1000, id: last.id }) : null,
    asOf: now.toISOString(),
  };
}

/** @throws AppError not-found */
export async function getLink(id: string, now: Date): Promise<LinkSummary> {
  const row = await processDb().auditLink.findUnique({ where: { id }, omit: { frozen: true }, include: LAST_VIEW });
  if (row === null) throw new AppError('not-found', 'no link has this id');
  return summaryOf(row, now);
}

/** One look at a link. `visitor` tells two addresses apart, within one link. */
export type LinkView = { id: string; at: string; outcome: string; shown: string | null; visitor: string | null };

/** Looks at a link, newest first; the cursor is the id of the last one. */
export async function listViews(
  linkId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ rows: LinkView[]; nextCursor: string | null }> {
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
    throw new AppError('invalid-field', 'cursor: take it from the page before', {
      errors: [{ path: 'cursor', detail: 'not valid' }],
    });
  const rows = await processDb().auditLinkView.findMany({
    where: { linkId, ...(cursor !== undefined && { id: { lt: BigInt(cursor) } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  return {
    rows: shown.map(({ id, at, outcome, shown: what, visitor }) => ({
      id: String(id),
      at: at.toISOString(),
      outcome,
      shown: what,
      visitor,
    })),
    nextCursor: rows.length > limit ? String(shown.at(-1)?.id ?? '') : null,
  };
}
