import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { day } from '@/app/format/time';
import { AskLink, ClosedLink } from '@/app/links/linkDoor';
import { LinkGuard } from '@/app/links/linkGuard';
import { LinkView } from '@/app/links/linkView';
import { nonceOf } from '@/app/links/nonceOf';
import { withBase } from '@/app/shell/basePath';
import { Mark } from '@/app/shell/icons';
import { type LinkHead, showLink } from '@/server/links/showLink';
import { visitorOfRequest } from '@/server/links/visitorOfRequest';
import '@/app/styles/links.css';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  title: 'Shared audit view',
  referrer: 'no-referrer',
  robots: { index: false, follow: false, noarchive: true },
};

type Props = { params: Promise<{ token: string }>; searchParams: Promise<SearchParams> };

/** What somebody with a link sees: a way in, the content, or that there is none. */
export default async function SharedPage({ params, searchParams }: Props) {
  const { token } = await params;
  const query = single(await searchParams);
  const shown = await showLink(visitorOfRequest(await headers(), token), query.case, new Date());
  const own = withBase(`/l/${encodeURIComponent(token)}`);
  if (shown.state === 'closed') notFound();
  if (shown.state === 'expired' || shown.state === 'used-up') return <ClosedLink state={shown.state} />;
  if (shown.state === 'ask')
    return <AskLink action={`${own}/open`} needsPasscode={shown.needsPasscode} problem={query.problem} />;
  const { content, head, cases } = shown;
  const [first] = content.cases;
  return (
    <LinkGuard events={`${own}/events`}>
      <Top head={head} />
      <main id="content" tabIndex={-1}>
        <LinkView
          content={content}
          head={head}
          cases={cases}
          nonce={nonceOf(await headers())}
          picture={first === undefined ? null : `${own}/image/${first.pseudonym}`}
          caseHref={(pseudonym) => `${own}?case=${pseudonym}`}
        />
      </main>
    </LinkGuard>
  );
}

function Top({ head: { expiresAt, views, viewCap } }: { head: LinkHead }) {
  return (
    <header className="shared-top">
      <span className="brand">
        <Mark />
        Sightline
      </span>
      <span className="tag">Read only</span>
      <span className="shared-until">
        <span>Expires {day(expiresAt)}</span>{' '}
        {viewCap !== null && (
          <span>
            {views} of {viewCap} views
          </span>
        )}
      </span>
    </header>
  );
}
