import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { LinkView } from '@/app/links/linkView';
import { subjectWords } from '@/app/links/linkWords';
import { NewLinkForm } from '@/app/links/newLinkForm';
import { newLinkHref, newLinkView } from '@/app/links/newLinkQuery';
import { nonceOf } from '@/app/links/nonceOf';
import { EmptyState } from '@/app/panel/emptyState';
import { withBase } from '@/app/shell/basePath';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { principalOf } from '@/server/access/principal';
import { hiddenOf } from '@/server/api/hiddenCase';
import { casesOf, type LinkSubject } from '@/server/links/linkPolicy';
import { previewLink } from '@/server/links/previewLink';
import { reportTitles } from '@/server/links/reportTitles';
import '@/app/styles/links.css';

export const metadata: Metadata = { title: 'New audit link' };

export default async function NewLinkPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = single(await searchParams);
  const { subject, policy } = newLinkView(query);
  const now = new Date();
  const preview =
    subject === null || (await isHiddenFrom(subject)) ? null : await previewLink(subject, policy, query.case, now);
  const crumbs = [{ name: 'Audit links', href: '/links' }, { name: 'New' }];
  if (subject === null || preview === null)
    return (
      <PageFrame crumbs={crumbs}>
        <h1 className="page-title">New audit link</h1>
        <div className="panel">
          <EmptyState title="There is nothing to share here">
            <p>Begin at what you want to share: a case, some cases, a finding or a report.</p>
            <PageLink className="btn" href="/cases">
              Choose a case
            </PageLink>
          </EmptyState>
        </div>
      </PageFrame>
    );
  const titles = await reportTitles([subject]);
  const own = newLinkHref({ subject, policy });
  return (
    <PageFrame crumbs={crumbs} asOf={now.toISOString()}>
      <div className="page-head">
        <h1 className="page-title">Share {subjectWords(subject, titles)}</h1>
        <span className="faint small">Without an account, read only, de-identified</span>
      </div>
      <div className="link-desk">
        <NewLinkForm subject={subject} policy={policy} />
        <section className="panel link-preview" aria-label="Preview">
          <header>
            <h2>What the receiver will see</h2>
            <span className="q">pseudonyms, site codes and days will be others</span>
          </header>
          <Preview
            preview={preview}
            image={policy.image}
            hrefOf={(pseudonym) => withBase(`/${own.slice(1)}&case=${pseudonym}`)}
          />
        </section>
      </div>
    </PageFrame>
  );
}

/** Whether who asks is to read one of the cases unaided, and must not find the model's answer here. */
async function isHiddenFrom(subject: LinkSubject): Promise<boolean> {
  const principal = principalOf(await headers());
  const hidden = principal === null ? new Set<string>() : await hiddenOf(principal);
  return casesOf(subject).some((id) => hidden.has(id.toLowerCase()));
}

type PreviewProps = {
  preview: NonNullable<Awaited<ReturnType<typeof previewLink>>>;
  image: string;
  hrefOf: (pseudonym: string) => string;
};

async function Preview({ preview: { content, cases, instanceId }, image, hrefOf }: PreviewProps) {
  return (
    <LinkView
      isPreview
      nonce={nonceOf(await headers())}
      content={content}
      head={{ sharedAt: content.asOf, frozenAt: null }}
      cases={cases}
      picture={instanceId === null ? null : withBase(`/api/v1/links/pictures/${instanceId}?image=${image}`)}
      caseHref={hrefOf}
    />
  );
}
