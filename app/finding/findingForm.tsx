import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import { VARIABLES } from '@/app/strata/variables';
import { STRATIFIERS, type Stratifier } from '@/server/cohort/cohortFilter';
import { type FindingView, findingPath, viewHref } from './findingQuery';

/** By what the page compares, and of which time. A plain form: the address is the state, and it works without script. */
export function FindingForm({ view, by }: { view: FindingView; by: Stratifier }) {
  return (
    <form
      className="scope finding-form"
      method="get"
      action={withBase(findingPath(view.model, view.finding))}
      aria-label="What to compare"
      key={viewHref(view)}
    >
      <label className="scope-field">
        <span>Compare by</span>
        <select className="input" name="by" defaultValue={by}>
          {STRATIFIERS.map((one) => (
            <option key={one} value={one}>
              {VARIABLES[one].name}
            </option>
          ))}
        </select>
      </label>
      <DateField name="from" label="From" value={view.from} />
      <DateField name="to" label="To" value={view.to} />
      <button type="submit" className="btn">
        Show
      </button>
      {(view.from !== undefined || view.to !== undefined) && (
        <PageLink className="btn quiet" href={viewHref(view, { from: undefined, to: undefined })}>
          All time
        </PageLink>
      )}
    </form>
  );
}

function DateField({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <label className="scope-field">
      <span>{label}</span>
      <input className="input" type="date" name={name} defaultValue={value?.slice(0, 10)} />
    </label>
  );
}
