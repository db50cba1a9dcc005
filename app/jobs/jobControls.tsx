import { Choice } from '@/app/caseList/filterField';
import { count } from '@/app/format/number';
import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import { JOB_KINDS, JOB_SORTS, JOB_STATES, type JobPage, type JobSort } from '@/server/queries/jobs';
import { type JobView, jobsHref } from './jobQuery';
import { kindWord, STATE_WORDS } from './jobWords';

const SORT_WORDS: Record<JobSort, string> = {
  newest: 'Newest',
  oldest: 'Oldest',
  attempts: 'Most tries',
  next: 'Next try',
};

/** State, kind and order of the list; all in the URL. */
export function JobControls({ view, counts }: { view: JobView; counts: JobPage['counts'] }) {
  const { state, kind } = view.filter;
  const all = JOB_STATES.filter((name) => name !== 'discarded').reduce((sum, name) => sum + counts[name], 0);
  return (
    <div className="job-controls">
      <nav className="seg" aria-label="State">
        {[undefined, ...JOB_STATES].map((name) => (
          <PageLink
            key={name ?? 'all'}
            href={jobsHref({ filter: { state: name, kind }, sort: view.sort })}
            aria-current={state === name ? 'true' : undefined}
          >
            {name === undefined ? 'All' : STATE_WORDS[name]}{' '}
            <span className="num faint">{count(name === undefined ? all : counts[name])}</span>
          </PageLink>
        ))}
      </nav>
      <form method="get" action={withBase('/jobs')} className="job-kind" key={kind ?? ''}>
        {state !== undefined && <input type="hidden" name="state" value={state} />}
        {view.sort !== 'newest' && <input type="hidden" name="sort" value={view.sort} />}
        <Choice name="kind" label="Kind" value={kind} options={JOB_KINDS.map((name) => [name, kindWord(name)])} />
        <button type="submit" className="btn">
          Apply
        </button>
      </form>
      <nav className="seg" aria-label="Sort by">
        {JOB_SORTS.map((sort) => (
          <PageLink
            key={sort}
            href={jobsHref({ filter: view.filter, sort })}
            aria-current={view.sort === sort ? 'true' : undefined}
          >
            {SORT_WORDS[sort]}
          </PageLink>
        ))}
      </nav>
    </div>
  );
}
