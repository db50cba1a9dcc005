import { randomBytes, randomUUID } from 'node:crypto';
import { hashToken, makeToken } from '@/server/access/token';
import { type Db, db as processDb } from '@/server/db/client';
import { holdFiles } from '@/server/db/lockFile';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { sha256Of } from '@/server/store/fileStore';
import { store } from '@/server/store/store';
import { appendTrail } from '@/server/trail/appendTrail';
import { pseudonymOf } from './deidentify';
import type { Frozen } from './frozen';
import { casesOf, type LinkPolicy, type LinkSubject, type NewLink } from './linkPolicy';
import { hashPasscode } from './passcode';
import { type LinkPlan, readContent, readFrame } from './readContent';
import { sharedPicture } from './sharedPicture';

const DAY_MS = 86_400_000;

/**
 * Makes a link. `token` is answered here and never again: only its sha256 is kept.
 * @throws AppError not-found for cases, a finding or a report that is not there
 */
export async function createLink(
  asked: NewLink,
  who: string,
  now: Date,
  db: Db = processDb(),
): Promise<{ id: string; token: string }> {
  const [id, token, salt] = [randomUUID(), makeToken('al'), randomBytes(32)];
  const plan: LinkPlan = { subject: asked.subject, policy: asked.policy, salt };
  await checkSubject(plan);
  const frozen = asked.frozen ? await freeze(plan, now) : null;
  const passcodeHash = asked.passcode === undefined ? null : await hashPasscode(asked.passcode);
  const expiresAt = new Date(now.getTime() + asked.days * DAY_MS);
  await db.$transaction(async (tx) => {
    const pictures = Object.values(frozen?.pictures ?? {});
    await holdFiles(tx, pictures);
    await tx.auditLink.create({
      data: {
        id,
        tokenSha256: hashToken(token),
        label: asked.label,
        scope: asked.subject.scope,
        subject: asked.subject,
        policy: asked.policy,
        frozenAt: frozen === null ? null : now,
        ...(frozen !== null && { frozen }),
        passcodeHash,
        salt,
        expiresAt,
        viewCap: asked.viewCap ?? null,
        createdBy: who,
        createdAt: now,
      },
    });
    await appendTrail(tx, [
      {
        kind: 'link:created',
        at: now,
        actor: who,
        subjects: subjectsOf(id, asked.subject),
        body: bodyOf(asked, expiresAt, frozen),
      },
    ]);
    await appendEvents(tx, [{ type: 'link:changed', payload: { linkId: id } }]);
  });
  return { id, token };
}

const subjectsOf = (id: string, subject: LinkSubject): string[] => [
  `link:${id}`,
  ...casesOf(subject).map((instanceId) => `instance:${instanceId}`),
  ...(subject.scope === 'report' ? [`report:${subject.reportId}`] : []),
];

const flags = (policy: LinkPolicy) => ({ ...policy });

/** What the trail keeps of a link: all that it lets through, of its name and its content the hash. */
function bodyOf(asked: NewLink, expiresAt: Date, frozen: Frozen | null) {
  const { subject, label } = asked;
  return {
    scope: subject.scope,
    model: 'model' in subject ? (subject.model ?? null) : null,
    finding: 'finding' in subject ? (subject.finding ?? null) : null,
    policy: flags(asked.policy),
    expiresAt: expiresAt.toISOString(),
    viewCap: asked.viewCap ?? null,
    hasPasscode: asked.passcode !== undefined,
    contentSha256: frozen === null ? null : sha256Of(Buffer.from(JSON.stringify(frozen))),
    label: { sha256: sha256Of(Buffer.from(label)), length: label.length },
  };
}

/** @throws AppError not-found where something of it is not there, before a link to nothing is made */
async function checkSubject(plan: LinkPlan): Promise<void> {
  const ids = casesOf(plan.subject);
  if (ids.length === 0) {
    await readContent(plan, new Date());
    return;
  }
  const { present } = await readFrame(plan);
  if (present.length < ids.length)
    throw new AppError('not-found', `${ids.length - present.length} of the cases are not here`);
}

/** Content and pictures as they are now. */
async function freeze(plan: LinkPlan, now: Date): Promise<Frozen> {
  const content = await readContent(plan, now);
  const pictures: Record<string, string> = {};
  for (const instanceId of casesOf(plan.subject)) {
    const drawn = await sharedPicture(instanceId, plan.policy.image);
    if (drawn === null) continue;
    const { sha256 } = await store().put(drawn.png);
    pictures[pseudonymOf(plan.salt, instanceId)] = sha256;
  }
  return { content, pictures };
}
