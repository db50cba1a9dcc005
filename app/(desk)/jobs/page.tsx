import type { Metadata } from 'next';
import type { SearchParams } from '@/app/caseList/caseQuery';
import { instant } from '@/app/format/time';
import { JobControls } from '@/app/jobs/jobControls';
import { JobPanel } from '@/app/jobs/jobPanel';
import { type JobView, jobFilterQuery, jobsHref, jobViewOf } from '@/app/jobs/jobQuery';
import { JobTable } from '@/app/jobs/jobTable';
import { headline, kindWord } from '@/app/jobs/jobWords';
import { EmptyState } from '@/app/panel/emptyState';
import { withBase } from '@/app/shell/basePath';
import { Icon } from '@/app/shell/icons';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { type JobPage, listJobs } from '@/server/queries/jobs';
import { getJob } from '@/server/queries/jobsDetail';
import '@/app/styles/jobs.css';

export const metadata: Metadata = { title: 'Jobs' };

const PAGE_SIZE = 50;

export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = jobViewOf(await searchParams);
  const [page, job] = await Promise.all([
    listJobs(view.filter, { limit: PAGE_SIZE, sort: view.sort, cursor: view.cursor }),
    view.job === undefined ? null : getJob(view.job),
  ]);
  const query = jobFilterQuery(view.filter);
  const { kind } = view.filter;
  return (
    <PageFrame crumbs={[{ name: 'Jobs' }]} asOf={page.asOf}>
      <div className="page-head">
        <h1 className="page-title">{headline(page.counts, kind)}</h1>
        <span className="faint small">
          {kind === undefined ? 'Work in the queue, and images that failed for good' : `Only “${kindWord(kind)}”`}
        </span>
        <span className="right">
          <a className="btn" href={withBase(`/api/v1/jobs.csv${query === '' ? '' : `?${query}`}`)}>
            CSV
          </a>
        </span>
      </div>
      <JobControls view={view} counts={page.counts} />
      <div className={view.job === undefined ? 'job-page' : 'job-page open'}>
        <div className="job-main">
          <Rows page={page} view={view} />
        </div>
        {view.job !== undefined && (
          <JobPanel job={job} close={jobsHref({ ...view, job: undefined })} asOf={page.asOf} />
        )}
      </div>
      <p className="job-foot small faint">
        Data as of {instant(page.asOf)}. Most jobs are tried 8 times, with waits that grow from 3 seconds to 18 minutes;
        then they are dead until somebody retries or discards them.
      </p>
    </PageFrame>
  );
}

function Rows({ page, view }: { page: JobPage; view: JobView }) {
  const { state } = view.filter;
  return (
    <>
      <JobTable
        jobs={page.rows.map((entry) => ({ entry, href: jobsHref({ ...view, job: entry.id }) }))}
        filter={view.filter}
        total={state === undefined ? 0 : page.counts[state]}
        open={view.job ?? null}
        asOf={page.asOf}
      >
        <NoRows view={view} />
      </JobTable>
      <nav className="job-pager" aria-label="Pages">
        {view.cursor !== undefined && (
          <PageLink className="btn" href={jobsHref({ ...view, cursor: undefined })}>
            <Icon name="back" size={12} /> First page
          </PageLink>
        )}
        {page.nextCursor !== null && (
          <PageLink className="btn" href={jobsHref({ ...view, cursor: page.nextCursor, job: undefined })}>
            Next page <Icon name="forth" size={12} />
          </PageLink>
        )}
      </nav>
    </>
  );
}

function NoRows({ view }: { view: JobView }) {
  const beyond = view.cursor !== undefined;
  const filtered = jobFilterQuery(view.filter) !== '';
  return (
    <div className="panel">
      {beyond || filtered ? (
        <EmptyState icon={beyond ? 'empty' : 'check'} title={beyond ? 'No more jobs' : 'No job is in this state'}>
          <p>{beyond ? 'The list ends here, or it has become shorter meanwhile.' : 'There is nothing to do here.'}</p>
          <PageLink className="btn" href={beyond ? jobsHref({ ...view, cursor: undefined }) : '/jobs'}>
            {beyond ? 'First page' : 'All jobs'}
          </PageLink>
        </EmptyState>
      ) : (
        <EmptyState icon="check" title="The queue is empty">
          <p>Everything that arrived has been read, and nothing failed.</p>
          <PageLink className="btn" href="/cases">
            See the cases
          </PageLink>
        </EmptyState>
      )}
    </div>
  );
}
