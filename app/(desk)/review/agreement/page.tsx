import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { EmptyState } from '@/app/panel/emptyState';
import { KappaTable, OverrideTable, TimeTable, UnaidedTable } from '@/app/review/agreement/panels';
import { readerOf } from '@/app/review/readerOf';
import { withBase } from '@/app/shell/basePath';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { hiddenForReader } from '@/server/review/hiddenForReader';
import { getReviewStatistics, reviewStatisticsQuery } from '@/server/review/reviewStatistics';
import '@/app/styles/review.css';
import '@/app/styles/reviewRules.css';

export const metadata: Metadata = { title: 'Agreement' };

export default async function AgreementPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { model, finding, from, to } = single(await searchParams);
  const given = Object.fromEntries(Object.entries({ model, finding, from, to }).filter(([, value]) => value));
  const parsed = reviewStatisticsQuery.safeParse(given);
  const query = parsed.success ? parsed.data : {};
  const reader = await readerOf();
  const statistics = await getReviewStatistics(query, new Date(), await hiddenForReader(reader.id));
  const csv = withBase(`/api/v1/review/statistics?${new URLSearchParams({ ...given, format: 'csv' })}`);
  const { kappas, overrides, unaided, times, reads, items, asOf, isCut } = statistics;
  return (
    <PageFrame crumbs={[{ name: 'Review', href: '/review' }, { name: 'Agreement' }]} asOf={asOf}>
      <div className="page-head">
        <h1 className="page-title">Agreement</h1>
        <span className="faint small">
          {plural(reads, 'read')} of {plural(items, 'case')}
          {Object.keys(query).length > 0 && `, ${Object.values(query).join(', ')}`}
        </span>
      </div>
      {reads === 0 ? (
        <div className="panel">
          <EmptyState title="No read is done yet">
            <p>Figures come once readers have finished cases, second reads included.</p>
            <PageLink className="btn primary" href="/review">
              Read the next case
            </PageLink>
          </EmptyState>
        </div>
      ) : (
        <div className="stack">
          <Panel title="Overrides" question="How often is the model not followed?" csv={csv}>
            <OverrideTable rows={overrides} />
          </Panel>
          <Panel title="Two readers" question="Would another reader say the same?" csv={csv}>
            <KappaTable rows={kappas} />
          </Panel>
          <Panel title="Own reads" question="What do readers say before they see the model?" csv={csv}>
            <UnaidedTable rows={unaided} />
          </Panel>
          <Panel title="Time" question="How long does a case take?" csv={csv}>
            <TimeTable rows={times} />
          </Panel>
        </div>
      )}
      <p className="list-foot small faint">
        Data as of {instant(asOf)}. Each case counts once for overrides, by the read that was done first; cases whose
        second read is still open are left out. κ depends on how common a verdict is: compare it between like groups
        only. Controls are drawn by chance among cases without a flag: they tell what flags miss.
        {isCut && ' Only the newest 20,000 reads are counted.'}
      </p>
    </PageFrame>
  );
}

type PanelProps = { title: string; question: string; csv: string; children: ReactNode };

function Panel({ title, question, csv, children }: PanelProps) {
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="q">{question}</span>
        <span className="tools">
          <a className="link" href={csv}>
            CSV<span className="sr"> of {title}</span>
          </a>
        </span>
      </header>
      {children}
    </section>
  );
}
