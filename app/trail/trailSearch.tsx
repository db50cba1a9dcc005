import { Bound, Choice } from '@/app/caseList/filterField';
import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import { type TrailView, trailFilterQuery } from './trailQuery';
import { KIND_OPTIONS } from './trailWords';

/** Kind, actor, subject and days; all in the URL. */
export function TrailSearch({ view: { filter } }: { view: TrailView }) {
  const query = trailFilterQuery(filter);
  return (
    <form method="get" action={withBase('/trail')} className="trail-search" key={query} aria-label="Search">
      <Choice name="kind" label="Kind" value={filter.kind} options={KIND_OPTIONS} />
      <Bound name="actor" label="By (name or id)" value={filter.actor} kind="text" />
      <Bound name="subject" label="About, as instance:…" value={filter.subject} kind="text" />
      <Bound name="from" label="From (UTC)" value={filter.from} kind="date" />
      <Bound name="to" label="To" value={filter.to} kind="date" />
      <button type="submit" className="btn">
        Search
      </button>
      {query !== '' && (
        <PageLink className="btn quiet" href="/trail">
          Clear
        </PageLink>
      )}
    </form>
  );
}
