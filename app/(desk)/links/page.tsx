import type { Metadata } from 'next';
import { MadeBy, NextPage } from '@/app/accounts/madeBy';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { LinkTable } from '@/app/links/linkTable';
import { EmptyState } from '@/app/panel/emptyState';
import { withBase } from '@/app/shell/basePath';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { makersOf } from '@/server/access/whoNames';
import { db } from '@/server/db/client';
import { isUuid } from '@/server/db/isUuid';
import { listLinks } from '@/server/links/listLinks';
import { reportTitles } from '@/server/links/reportTitles';
import { isCursor } from '@/server/queries/cursor';
import '@/app/styles/links.css';

export const metadata: Metadata = { title: 'Audit links' };

const PAGE_SIZE = 50;

export default async function LinksPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { cursor, by: asked } = single(await searchParams);
  const by = isUuid(asked ?? '') ? asked : undefined;
  const from = cursor !== undefined && isCursor(cursor) ? cursor : undefined;
  const { rows, nextCursor, asOf } = await listLinks({ cursor: from, limit: PAGE_SIZE, by }, new Date());
  const titles = await reportTitles(rows.map(({ subject }) => subject));
  const makers = await makersOf(db(), [...rows.map(({ createdBy }) => createdBy), `account ${by ?? ''}`]);
  const live = rows.filter(({ state }) => state === 'open').length;
  return (
    <PageFrame crumbs={[{ name: 'Audit links' }]} asOf={asOf}>
      <div className="page-head">
        <h1 className="page-title">
          {from === undefined && nextCursor === null ? plural(live, 'live link') : 'Audit links'}
        </h1>
        <span className="faint small">Who can see what without an account, and who looked</span>
        <span className="right">
          <a className="btn" href={withBase('/api/v1/links?format=csv')}>
            CSV
          </a>
        </span>
      </div>
      {by !== undefined && <MadeBy name={makers.get(`account ${by}`)} path="/links" all="All links" />}
      {rows.length === 0 ? (
        <div className="panel">
          <EmptyState title={by === undefined ? 'No links yet' : 'No link of theirs'}>
            <p>Share a case, a selection, a finding or a report from its page: the receiver needs no account.</p>
            <PageLink className="btn" href="/cases">
              Choose a case
            </PageLink>
          </EmptyState>
        </div>
      ) : (
        <LinkTable rows={rows} titles={titles} makers={makers} asOf={asOf} />
      )}
      <NextPage path="/links" cursor={nextCursor} by={by} />
      <p className="list-foot small faint">Data as of {instant(asOf)}. A link itself is shown once, when it is made.</p>
    </PageFrame>
  );
}
