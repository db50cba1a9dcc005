import { type Db, db as processDb } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { noteLooseFiles } from '@/server/db/looseFile';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { appendTrail } from '@/server/trail/appendTrail';
import { frozen } from './frozen';

/**
 * Ends a link for good: open pages close within a second, and what was frozen is forgotten. One that is revoked stays so.
 * @throws AppError not-found
 */
export async function revokeLink(
  id: string,
  who: string,
  now: Date,
  db: Db = processDb(),
): Promise<{ id: string; revokedAt: string }> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 as locked from audit_link where id = ${id}::uuid for update`;
    const link = await tx.auditLink.findUnique({ where: { id } });
    if (link === null) throw new AppError('not-found', 'no link has this id');
    if (link.revokedAt !== null) return { id, revokedAt: link.revokedAt.toISOString() };
    const data = { revokedAt: now, revokedBy: who, frozen: Prisma.DbNull };
    await tx.auditLink.update({ where: { id }, data });
    await tx.auditLinkVisit.deleteMany({ where: { linkId: id } });
    if (link.frozen !== null) await noteLooseFiles(tx, Object.values(frozen.parse(link.frozen).pictures));
    const body = { views: link.views, expiresAt: link.expiresAt.toISOString() };
    await appendTrail(tx, [{ kind: 'link:revoked', at: now, actor: who, subjects: [`link:${id}`], body }]);
    await appendEvents(tx, [{ type: 'link:changed', payload: { linkId: id } }]);
    return { id, revokedAt: now.toISOString() };
  });
}
