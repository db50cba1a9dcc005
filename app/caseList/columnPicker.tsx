import { Disclosure } from '@/app/shell/disclosure';
import { Icon } from '@/app/shell/icons';
import { PageLink } from '@/app/shell/pageLink';
import type { CohortFilter } from '@/server/cohort/cohortFilter';
import { CASE_COLUMNS, DEFAULT_COLUMNS, toggled } from './caseColumns';
import { type ListView, listHref } from './caseQuery';

/** Shows and hides columns, one link each: the URL is the choice's only home. */
export function ColumnPicker({ filter, view }: { filter: CohortFilter; view: ListView }) {
  const hrefOf = (columns: ListView['columns']): string => listHref(filter, { ...view, columns });
  return (
    <Disclosure className="menu" label="Columns">
      <ul className="menu-card">
        {CASE_COLUMNS.map(({ key, name }) => {
          const isShown = view.columns.includes(key);
          return (
            <li key={key}>
              <PageLink href={hrefOf(toggled(view.columns, key))} scroll={false}>
                <span className="menu-check">{isShown && <Icon name="check" size={12} />}</span>
                <span className="sr">{isShown ? 'Hide' : 'Show'} </span>
                {name}
              </PageLink>
            </li>
          );
        })}
        <li className="menu-last">
          <PageLink href={hrefOf(DEFAULT_COLUMNS)} scroll={false}>
            <span className="menu-check" />
            As usual
          </PageLink>
        </li>
      </ul>
    </Disclosure>
  );
}
