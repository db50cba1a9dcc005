import { PageLink } from '@/app/shell/pageLink';
import type { CohortFilter } from '@/server/cohort/cohortFilter';
import { type ListView, listHref, SORTS, type Sort } from './caseQuery';
import { sortNote } from './caseWords';
import { TickPage } from './choice/tick';
import { ColumnPicker } from './columnPicker';

const SORT_WORDS: Record<Sort, string> = { received: 'Newest', probability: 'Probability', outside: 'Outside share' };

/** Order and look of the list, as links. */
export function ListControls({ filter, view }: { filter: CohortFilter; view: ListView }) {
  const note = sortNote(filter, view.sort);
  return (
    <div className="list-controls">
      <TickPage />
      <nav className="seg" aria-label="Sort by">
        {SORTS.map((sort) => (
          <PageLink
            key={sort}
            href={listHref(filter, { ...view, sort, cursor: undefined })}
            aria-current={view.sort === sort ? 'true' : undefined}
          >
            {SORT_WORDS[sort]}
          </PageLink>
        ))}
      </nav>
      {note !== null && <span className="small dim">{note}</span>}
      <div className="list-looks">
        {view.as === 'table' && <ColumnPicker filter={filter} view={view} />}
        <nav className="seg" aria-label="Look">
          {(['gallery', 'table'] as const).map((as) => (
            <PageLink
              key={as}
              href={listHref(filter, { ...view, as })}
              aria-current={view.as === as ? 'true' : undefined}
            >
              {as === 'gallery' ? 'Gallery' : 'Table'}
            </PageLink>
          ))}
        </nav>
      </div>
    </div>
  );
}
