import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { type JobFilter, type JobSort, jobFilter, jobPaging } from '@/server/queries/jobs';
import { isJobCursor } from '@/server/queries/jobsCursor';

/** What the page shows; all of it is in the URL. `job`: the entry whose detail is open. */
export type JobView = { filter: JobFilter; sort: JobSort; cursor: string | undefined; job: string | undefined };

/** The view in a URL. Values that are not valid are left out one by one, so that an old link still opens. */
export function jobViewOf(params: SearchParams): JobView {
  const { state, kind, sort, cursor, job } = single(params);
  return {
    filter: {
      state: jobFilter.shape.state.safeParse(state).data,
      kind: jobFilter.shape.kind.safeParse(kind).data,
    },
    sort: jobPaging.shape.sort.safeParse(sort).data ?? 'newest',
    cursor: cursor !== undefined && isJobCursor(cursor) ? cursor : undefined,
    job: /^[\x20-\x7e]{1,200}$/.exec(job ?? '')?.[0],
  };
}

/** The filter as a query string without the question mark. */
export function jobFilterQuery({ state, kind }: JobFilter): string {
  const query = new URLSearchParams();
  if (state !== undefined) query.set('state', state);
  if (kind !== undefined) query.set('kind', kind);
  return query.toString();
}

/** Address of a view. Another filter or order starts on the first page, and closes the detail. */
export function jobsHref(view: Partial<JobView>): string {
  const query = new URLSearchParams(jobFilterQuery(view.filter ?? {}));
  if (view.sort !== undefined && view.sort !== 'newest') query.set('sort', view.sort);
  if (view.cursor !== undefined) query.set('cursor', view.cursor);
  if (view.job !== undefined) query.set('job', view.job);
  return query.size === 0 ? '/jobs' : `/jobs?${query}`;
}
