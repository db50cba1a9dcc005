import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { minute } from '@/app/format/time';
import { OUTCOME_WORDS, stateWords, throughWords } from '@/app/links/linkWords';
import { RevokeButton } from '@/app/links/revokeButton';
import { SubjectName } from '@/app/links/subjectName';
import { CopyLine } from '@/app/panel/copyButton';
import { EmptyState } from '@/app/panel/emptyState';
import { Fact } from '@/app/panel/fact';
import { withBase } from '@/app/shell/basePath';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { TableHead } from '@/app/table/tableHead';
import { makersOf } from '@/server/access/whoNames';
import { db } from '@/server/db/client';
import { getLink, type LinkSummary, type LinkView, listViews } from '@/server/links/listLinks';
import { reportTitles } from '@/server/links/reportTitles';
import { AppError } from '@/server/problem/appError';
import '@/app/styles/links.css';

export const metadata: Metadata = { title: 'Audit link' };

const PAGE_SIZE = 50;

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function LinkPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { cursor } = single(await searchParams);
  const now = new Date();
  const link = z.uuid().safeParse(id).success ? await linkIfAny(id, now) : null;
  if (link === null) notFound();
  const from = cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : undefined;
  const titles = await reportTitles([link.subject]);
  const maker = (await makersOf(db(), [link.createdBy])).get(link.createdBy) ?? link.createdBy;
  const views = await listViews(id, { cursor: from, limit: PAGE_SIZE });
  return (
    <PageFrame crumbs={[{ name: 'Audit links', href: '/links' }, { name: link.label }]} asOf={now.toISOString()}>
      <div className="page-head">
        <h1 className="page-title">{link.label}</h1>
        <span className="faint small">{stateWords(link, now.toISOString())}</span>
        <span className="right">
          <a className="btn" href={withBase(`/api/v1/links/${id}/views?format=csv`)}>
            CSV
          </a>
        </span>
      </div>
      <Terms link={link} titles={titles} maker={maker} />
      <Views rows={views.rows} />
      {views.nextCursor !== null && (
        <nav className="link-actions" aria-label="Pages">
          <PageLink className="btn" href={`/links/${id}?cursor=${views.nextCursor}`}>
            Earlier views
          </PageLink>
        </nav>
      )}
    </PageFrame>
  );
}

function linkIfAny(id: string, now: Date): Promise<LinkSummary | null> {
  return getLink(id, now).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  });
}

type TermsProps = { link: LinkSummary; titles: ReadonlyMap<string, string>; maker: string };

function Terms({ link, titles, maker }: TermsProps) {
  const { subject } = link;
  return (
    <section className="panel link-panel">
      <header>
        <h2>What it shows</h2>
      </header>
      <dl className="link-terms">
        <Fact name="Subject">
          <SubjectName subject={subject} titles={titles} />
        </Fact>
        {subject.scope === 'case' && (
          <Fact name="Id of the case">
            <CopyLine text={subject.instanceId} label="id of the case" />
          </Fact>
        )}
        {subject.scope === 'report' && (
          <Fact name="Id of the report">
            <CopyLine text={subject.reportId} label="id of the report" />
          </Fact>
        )}
        <Fact name="Lets through">{throughWords(link)}</Fact>
        <Fact name="Content">{link.frozenAt === null ? 'live' : `frozen as of ${minute(link.frozenAt)} UTC`}</Fact>
        <Fact name="Made">
          {minute(link.createdAt)} UTC by {maker}
        </Fact>
        <Fact name="Ends">{minute(link.expiresAt)} UTC</Fact>
        <Fact name="Passcode">{link.hasPasscode ? 'yes' : 'none'}</Fact>
        <Fact name="Views">
          {link.views} of {link.viewCap ?? 'any number'}
        </Fact>
        {link.revokedAt !== null && <Fact name="Revoked">{minute(link.revokedAt)} UTC</Fact>}
      </dl>
      {link.state !== 'revoked' && <RevokeButton id={link.id} />}
    </section>
  );
}

const COLUMNS = [
  { key: 'at', name: 'When, UTC' },
  { key: 'outcome', name: 'What' },
  { key: 'shown', name: 'Shown' },
  { key: 'visitor', name: 'Visitor' },
] as const;

function Views({ rows }: { rows: LinkView[] }) {
  if (rows.length === 0)
    return (
      <div className="panel">
        <EmptyState title="Nobody has looked yet">
          <p>Every look is told here and in the audit trail.</p>
        </EmptyState>
      </div>
    );
  return (
    <div className="panel table-box">
      <div className="scroll-x">
        <table className="plain-table stack-table" aria-label="Looks at this link">
          <TableHead columns={COLUMNS} />
          <tbody>
            {rows.map(({ id, at, outcome, shown, visitor }) => (
              <tr key={id}>
                <th scope="row">{minute(at)}</th>
                <td data-label="What">{OUTCOME_WORDS[outcome] ?? outcome}</td>
                <td data-label="Shown">{shown === null ? '' : <code>{shown}</code>}</td>
                <td data-label="Visitor">{visitor === null ? '' : <code>{visitor.slice(0, 8)}</code>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
