import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import { orderText } from '@/app/table/order';
import { withState } from '@/app/versions/stateTag';
import { STRATIFIERS } from '@/server/cohort/cohortFilter';
import type { CaseFacets } from '@/server/queries/cases';
import { type StrataView, strataHref } from './strataQuery';
import { VARIABLES } from './variables';

type Props = { view: StrataView; facets: CaseFacets };

/** What the page is about, as a plain form: the address is the state, and it works without script. */
export function StrataForm({ view, facets }: Props) {
  const findings = facets.models.find(({ model }) => model === view.model)?.findings ?? [];
  const narrowed = [view.site, view.from, view.to].some((value) => value !== undefined);
  return (
    <form
      className="filters strata-form"
      method="get"
      action={withBase('/strata')}
      aria-label="What to look at"
      key={strataHref(view)}
    >
      {view.order !== null && <input type="hidden" name="sort" value={orderText(view.order)} />}
      <Choice
        name="model"
        label="Model"
        value={view.model}
        options={facets.models.map(({ model, state }) => [model, withState(model, state)] as const)}
      />
      <Choice name="finding" label="Finding" value={view.finding} options={same(findings)} />
      <Choice
        name="by"
        label="By"
        value={view.by}
        options={STRATIFIERS.map((by) => [by, VARIABLES[by].name] as const)}
      />
      <Choice
        name="site"
        label="Cases of"
        value={view.site ?? ''}
        options={[['', 'All sites'], ...same(facets.sites)]}
      />
      <DateField name="from" label="From" value={view.from} />
      <DateField name="to" label="To" value={view.to} />
      <div className="filter-actions">
        <button type="submit" className="btn primary">
          Show
        </button>
        {narrowed && (
          <PageLink className="btn" href={strataHref(view, { site: undefined, from: undefined, to: undefined })}>
            All cases
          </PageLink>
        )}
      </div>
    </form>
  );
}

const same = (values: readonly string[]) => values.map((value) => [value, value] as const);

type ChoiceProps = {
  name: string;
  label: string;
  value: string;
  options: readonly (readonly [value: string, word: string])[];
};

/** A menu; a value that exists no longer stays chosen, so that an old link says what it asks. */
function Choice({ name, label, value, options }: ChoiceProps) {
  return (
    <label className="field">
      {label}
      <select className="input" name={name} defaultValue={value}>
        {!options.some(([option]) => option === value) && <option value={value}>{value}</option>}
        {options.map(([option, word]) => (
          <option key={option} value={option}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

function DateField({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <label className="field">
      {label}
      <input className="input" type="date" name={name} defaultValue={value?.slice(0, 10)} />
    </label>
  );
}
