import { type Db, db as processDb } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { store } from '@/server/store/store';
import { pseudonymOf } from './deidentify';
import { type Frozen, frozen } from './frozen';
import type { LinkContent } from './linkContent';
import { linkPolicy, linkSubject } from './linkPolicy';
import { type LinkPlan, readContent, readFrame } from './readContent';
import { recordOnce, visitorOf } from './recordView';
import { sharedPicture } from './sharedPicture';
import { doorOf, type LinkRow } from './visit';

/** What a page says of the link besides its content. */
export type LinkHead = {
  sharedAt: string;
  expiresAt: string;
  frozenAt: string | null;
  views: number;
  viewCap: number | null;
};

/** What somebody with a token sees. `closed`: revoked, or of no link; nobody is told which. */
export type Shown =
  | { state: 'closed' }
  | { state: 'expired' }
  | { state: 'used-up' }
  | { state: 'ask'; needsPasscode: boolean }
  /** `content` has the one case that is looked at; `cases`: pseudonyms of all. */
  | { state: 'shown'; head: LinkHead; content: LinkContent; cases: string[] };

export type Visitor = { token: string; cookies: string | null; address: string | null };

export const planOf = ({ subject, policy, salt }: Pick<LinkRow, 'subject' | 'policy' | 'salt'>): LinkPlan => ({
  subject: linkSubject.parse(subject),
  policy: linkPolicy.parse(policy),
  salt,
});

/** The page of a link for who stands before it; `wanted`: the case to show. Looks are recorded. */
export async function showLink(
  visitor: Visitor,
  wanted: string | undefined,
  now: Date,
  db: Db = processDb(),
): Promise<Shown> {
  const door = await doorOf(db, visitor.token, visitor.cookies, now);
  if (door === null) return { state: 'closed' };
  const { link, state } = door;
  const who = visitorOf(link.salt, visitor.address);
  if (!door.visiting) {
    if (state === 'open') return { state: 'ask', needsPasscode: link.passcodeHash !== null };
    await recordOnce(db, link, { outcome: state, visitor: who, at: now });
    return { state: state === 'revoked' ? 'closed' : state };
  }
  const { cases, content } = await contentOf(db, link, wanted, now);
  await recordOnce(db, link, {
    outcome: 'page',
    shown: content.cases[0]?.pseudonym ?? content.scope,
    visitor: who,
    at: now,
  });
  const { createdAt, expiresAt, frozenAt, views, viewCap } = link;
  const head = {
    sharedAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    frozenAt: frozenAt?.toISOString() ?? null,
    ...{ views, viewCap },
  };
  return { state: 'shown', head, content, cases };
}

async function contentOf(
  db: Db,
  link: LinkRow,
  wanted: string | undefined,
  now: Date,
): Promise<{ cases: string[]; content: LinkContent }> {
  if (link.frozenAt !== null) {
    const { content } = await frozenOf(db, link.id);
    const shown = content.cases.find(({ pseudonym }) => pseudonym === wanted) ?? content.cases[0];
    return {
      cases: content.cases.map(({ pseudonym }) => pseudonym),
      content: { ...content, cases: shown === undefined ? [] : [shown] },
    };
  }
  const plan = planOf(link);
  const { present } = await readFrame(plan);
  const ids = new Map(present.map((id) => [pseudonymOf(link.salt, id), id]));
  const shown = ids.get(wanted ?? '') ?? present[0];
  return { cases: [...ids.keys()], content: await readContent(plan, now, shown === undefined ? [] : [shown]) };
}

async function frozenOf(db: Db, id: string): Promise<Frozen> {
  const row = await db.auditLink.findUnique({ where: { id }, select: { frozen: true } });
  // It was revoked since it was asked for: that takes what was frozen away.
  if (row?.frozen == null) throw new AppError('gone', 'this link is closed');
  return frozen.parse(row.frozen);
}

/** A picture of a link, by the link's own name of the case. @throws AppError gone, not-found */
export async function showPicture(
  visitor: Visitor,
  pseudonym: string,
  now: Date,
  db: Db = processDb(),
): Promise<Uint8Array<ArrayBuffer>> {
  const door = await doorOf(db, visitor.token, visitor.cookies, now);
  if (door === null || !door.visiting)
    throw new AppError('gone', 'this link is closed, or was not opened in this browser');
  const { link } = door;
  const none = new AppError('not-found', 'the link has no such picture');
  if (link.frozenAt !== null) {
    const sha256 = (await frozenOf(db, link.id)).pictures[pseudonym];
    if (sha256 === undefined) throw none;
    return Uint8Array.from(await store().get(sha256));
  }
  const plan = planOf(link);
  const { present } = await readFrame(plan);
  const id = present.find((one) => pseudonymOf(link.salt, one) === pseudonym);
  const drawn = id === undefined ? null : await sharedPicture(id, plan.policy.image);
  if (drawn === null) throw none;
  return Uint8Array.from(drawn.png);
}
