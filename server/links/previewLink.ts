import { createHash } from 'node:crypto';
import { AppError } from '@/server/problem/appError';
import { pseudonymOf } from './deidentify';
import type { LinkContent } from './linkContent';
import type { LinkPolicy, LinkSubject } from './linkPolicy';
import { readContent, readFrame } from './readContent';

/** Of the pseudonyms of previews; a link has its own. */
const SALT = createHash('sha256').update('preview').digest();

export type LinkPreview = {
  content: LinkContent;
  cases: string[];
  /** Of the case that is shown. */
  instanceId: string | null;
};

/** What a link would show; null where there is nothing to show. */
export async function previewLink(
  subject: LinkSubject,
  policy: LinkPolicy,
  wanted: string | undefined,
  now: Date,
): Promise<LinkPreview | null> {
  const plan = { subject, policy, salt: SALT };
  const { present } = await readFrame(plan);
  if ((subject.scope === 'case' || subject.scope === 'selection') && present.length === 0) return null;
  const instanceId = present.find((id) => pseudonymOf(SALT, id) === wanted) ?? present[0] ?? null;
  try {
    const content = await readContent(plan, now, instanceId === null ? [] : [instanceId]);
    return { content, cases: present.map((id) => pseudonymOf(SALT, id)), instanceId };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}
