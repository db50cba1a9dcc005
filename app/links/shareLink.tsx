import { headers } from 'next/headers';
import { PageLink } from '@/app/shell/pageLink';
import { principalOf } from '@/server/access/principal';
import type { LinkSubject } from '@/server/links/linkPolicy';
import { newLinkHref } from './newLinkQuery';

type Props = { subject: LinkSubject; children?: string };

/** The way to a new audit link, for those who may make one. */
export async function ShareLink({ subject, children = 'Share…' }: Props) {
  const scopes = principalOf(await headers())?.scopes ?? [];
  if (!scopes.includes('share')) return null;
  return (
    <PageLink className="btn" href={newLinkHref({ subject })}>
      {children}
    </PageLink>
  );
}
