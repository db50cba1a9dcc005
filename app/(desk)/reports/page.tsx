import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { whoName } from '@/app/accounts/who';
import type { SearchParams } from '@/app/caseList/caseQuery';
import { minute } from '@/app/format/time';
import { EmptyState } from '@/app/panel/emptyState';
import { MonthlyReports } from '@/app/reports/monthlyReports';
import { NewReport } from '@/app/reports/newReport';
import { presetsAt } from '@/app/reports/periods';
import { ReportItem } from '@/app/reports/reportItem';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { principalOf } from '@/server/access/principal';
import { db } from '@/server/db/client';
import { isCursor } from '@/server/queries/cursor';
import { listModels } from '@/server/queries/models';
import { listReports } from '@/server/reports/readReports';
import { readSchedule } from '@/server/reports/schedule';
import '@/app/styles/reports.css';

export const metadata: Metadata = { title: 'Reports' };

const PAGE_SIZE = 20;

export default async function ReportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { cursor: asked } = await searchParams;
  const cursor = typeof asked === 'string' && isCursor(asked) ? asked : undefined;
  const scopes = principalOf(await headers())?.scopes ?? [];
  const canGovern = scopes.includes('govern');
  const [page, models] = await Promise.all([listReports({ limit: PAGE_SIZE, cursor }), canGovern ? listModels() : []]);
  const versions = models.filter(({ kind }) => kind !== 'segmenter').map(({ name, version }) => `${name}@${version}`);
  return (
    <PageFrame crumbs={[{ name: 'Reports' }]} asOf={page.asOf}>
      <div className="page-head">
        <h1 className="page-title">Reports</h1>
        <span className="faint small">
          Model cards and audit reports, as PDF and as one page; no patient is in them
        </span>
      </div>
      {canGovern && <NewReport models={versions} presets={presetsAt(new Date())} />}
      {page.reports.length === 0 ? (
        <div className="panel">
          <EmptyState title={cursor === undefined ? 'No report was made yet' : 'No more reports'}>
            <p>
              {canGovern
                ? 'Choose a kind and a period above. It is made in the background, and stays as it was made.'
                : 'Somebody who governs can ask for one.'}
            </p>
          </EmptyState>
        </div>
      ) : (
        <section aria-labelledby="made-reports">
          <h2 id="made-reports" className="sr">
            Reports, newest first
          </h2>
          <ul className="report-list">
            {page.reports.map((report) => (
              <ReportItem key={report.id} report={report} canGovern={canGovern} />
            ))}
          </ul>
        </section>
      )}
      <nav className="report-pager" aria-label="Pages">
        {cursor !== undefined && (
          <PageLink className="btn" href="/reports">
            Newest
          </PageLink>
        )}
        {page.nextCursor !== null && (
          <PageLink className="btn" href={`/reports?${new URLSearchParams({ cursor: page.nextCursor })}`}>
            Older
          </PageLink>
        )}
      </nav>
      {canGovern && cursor === undefined && <Schedule />}
    </PageFrame>
  );
}

async function Schedule() {
  const { id, value, changedBy, changedAt, reason } = await readSchedule(db());
  const changed =
    changedBy === null || changedAt === null
      ? null
      : `Changed ${minute(changedAt)} UTC by ${await whoName(changedBy)}: ${reason ?? ''}`;
  return <MonthlyReports isMonthly={value.monthly} expected={id} changed={changed} />;
}
