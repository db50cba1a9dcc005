import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import type { CohortFilter } from '@/server/cohort/cohortFilter';
import type { CaseFacets } from '@/server/queries/cases';

/** Which cases the overview counts. A plain form: the URL is the state, and it works without script. */
export function ScopeFilter({ filter, facets }: { filter: CohortFilter; facets: CaseFacets }) {
  const set = Object.values(filter).some((value) => value !== undefined);
  return (
    <form className="scope" method="get" action={withBase('/')} aria-label="Which cases">
      <Choice name="site" label="Site" all="All sites" value={filter.site} options={facets.sites} />
      <Choice
        name="viewPosition"
        label="View"
        all="All views"
        value={filter.viewPosition}
        options={facets.viewPositions}
      />
      <button type="submit" className="btn">
        Apply
      </button>
      {set && (
        <PageLink className="btn quiet" href="/">
          Clear
        </PageLink>
      )}
    </form>
  );
}

type ChoiceProps = { name: string; label: string; all: string; value: string | undefined; options: string[] };

function Choice({ name, label, all, value = '', options }: ChoiceProps) {
  return (
    <label className="scope-field">
      <span>{label}</span>
      <select className="input" name={name} defaultValue={value} key={value}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  );
}
