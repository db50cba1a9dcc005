import type { Metadata } from 'next';
import { headers } from 'next/headers';
import type { SearchParams } from '@/app/caseList/caseQuery';
import { instant } from '@/app/format/time';
import { EmptyState } from '@/app/panel/emptyState';
import { withBase } from '@/app/shell/basePath';
import { Icon } from '@/app/shell/icons';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { KeyTable } from '@/app/trail/keyTable';
import { type TrailView, trailFilterQuery, trailHref, trailViewOf } from '@/app/trail/trailQuery';
import { TrailRecordLine } from '@/app/trail/trailRecord';
import { TrailSearch } from '@/app/trail/trailSearch';
import { TrailState } from '@/app/trail/trailState';
import { principalOf } from '@/server/access/principal';
import { trailShown } from '@/server/api/trailShown';
import { db } from '@/server/db/client';
import { listTrail } from '@/server/queries/trail';
import { trailNames } from '@/server/queries/trailNames';
import { getSigningKeys, getTrailStatus } from '@/server/queries/trailStatus';
import '@/app/styles/trail.css';

export const metadata: Metadata = { title: 'Audit trail' };

const PAGE_SIZE = 50;

export default async function TrailPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = trailViewOf(await searchParams);
  const [page, status, keys] = await Promise.all([
    listTrail(view.filter, { limit: PAGE_SIZE, cursor: view.cursor }),
    getTrailStatus(),
    getSigningKeys(),
  ]);
  const principal = principalOf(await headers());
  const rows = principal === null ? [] : await trailShown(principal, page.rows);
  const names = await trailNames(
    db(),
    page.rows.flatMap(({ subjects }) => subjects),
  );
  const query = trailFilterQuery(view.filter);
  return (
    <PageFrame crumbs={[{ name: 'Audit trail' }]} asOf={page.asOf}>
      <div className="page-head">
        <h1 className="page-title">Audit trail</h1>
        <span className="faint small">What was predicted, changed, reviewed, exported and looked at, and by whom</span>
        <span className="right">
          <a className="btn" href={withBase(`/api/v1/trail.csv${query === '' ? '' : `?${query}`}`)}>
            CSV
          </a>
        </span>
      </div>
      <TrailState status={status} />
      <TrailSearch view={view} />
      {page.rows.length === 0 ? (
        <NoRecords view={view} />
      ) : (
        <ol className="panel trail-list" aria-label="Records, newest first">
          {rows.map((record) => (
            <TrailRecordLine key={record.seq} record={record} names={names} />
          ))}
        </ol>
      )}
      <Pager view={view} next={page.nextCursor} />
      <KeyTable keys={keys} />
      <p className="small faint">Times in UTC. Data as of {instant(page.asOf)}.</p>
    </PageFrame>
  );
}

function Pager({ view, next }: { view: TrailView; next: string | null }) {
  return (
    <nav className="trail-pager" aria-label="Pages">
      {view.cursor !== undefined && (
        <PageLink className="btn" href={trailHref({ filter: view.filter })}>
          <Icon name="back" size={12} /> Newest
        </PageLink>
      )}
      {next !== null && (
        <PageLink className="btn" href={trailHref({ filter: view.filter, cursor: next })}>
          Older <Icon name="forth" size={12} />
        </PageLink>
      )}
    </nav>
  );
}

function NoRecords({ view }: { view: TrailView }) {
  const searched = trailFilterQuery(view.filter) !== '' || view.cursor !== undefined;
  return (
    <div className="panel">
      <EmptyState title={searched ? 'No record matches' : 'Nothing was recorded yet'}>
        <p>{searched ? 'Other days or another kind may.' : 'The first prediction, sign-in or change will be here.'}</p>
        {searched && (
          <PageLink className="btn" href="/trail">
            All records
          </PageLink>
        )}
      </EmptyState>
    </div>
  );
}
