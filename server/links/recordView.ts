import { createHmac } from 'node:crypto';
import type { Db, Tx } from '@/server/db/client';
import { appendTrail } from '@/server/trail/appendTrail';
import type { LinkRow } from './visit';

/** What became of a visit, as it is recorded. */
export type ViewOutcome = 'opened' | 'page' | 'wrong-passcode' | 'locked' | 'expired' | 'revoked' | 'used-up';

/** The same visitor at the same thing again within this time is the same look. */
const SAME_LOOK_MS = 10 * 60_000;

/** Tells two visitors of one link apart, and nothing else: keyed by the link. */
export const visitorOf = (salt: Uint8Array, address: string | null): string =>
  createHmac('sha256', salt)
    .update(`visitor ${address ?? 'unknown'}`)
    .digest('hex')
    .slice(0, 16);

type View = { outcome: ViewOutcome; shown?: string; visitor: string; at: Date };

/** Records a look in the link's views and in the audit trail. */
export async function recordView(
  tx: Tx,
  { id }: Pick<LinkRow, 'id'>,
  { outcome, shown, visitor, at }: View,
): Promise<void> {
  await tx.auditLinkView.create({ data: { linkId: id, at, outcome, shown: shown ?? null, visitor } });
  await appendTrail(tx, [
    {
      kind: outcome === 'opened' || outcome === 'page' ? 'link:viewed' : 'link:refused',
      at,
      actor: `link ${id}`,
      subjects: [`link:${id}`],
      body: { outcome, shown: shown ?? null, visitor },
    },
  ]);
}

/** The same, but once for a while: pages are loaded anew, and closed doors are knocked at by machines. */
export async function recordOnce(db: Db, link: Pick<LinkRow, 'id'>, view: View): Promise<void> {
  const since = new Date(view.at.getTime() - SAME_LOOK_MS);
  const { outcome, visitor } = view;
  await db.$transaction(async (tx) => {
    const known = await tx.auditLinkView.findFirst({
      where: { linkId: link.id, outcome, visitor, shown: view.shown ?? null, at: { gt: since } },
      select: { id: true },
    });
    if (known === null) await recordView(tx, link, view);
  });
}
