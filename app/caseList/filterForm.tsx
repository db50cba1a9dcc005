import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import { withState } from '@/app/versions/stateTag';
import type { CohortFilter } from '@/server/cohort/cohortFilter';
import type { CaseFacets } from '@/server/queries/cases';
import { columnsText } from './caseColumns';
import { type ListView, listHref } from './caseQuery';
import { Bound, Choice, type Option } from './filterField';

type Props = { filter: CohortFilter; facets: CaseFacets; view: ListView };

const STATUS: Option[] = [
  ['done', 'Read'],
  ['pending', 'Waiting'],
  ['failed', 'Failed'],
  ['not-scored', 'Not scored'],
];
const PORTABLE: Option[] = [
  ['true', 'Portable'],
  ['false', 'Fixed'],
  ['unknown', 'Unknown'],
];
const BURNED_IN: Option[] = [
  ['true', 'Stated yes'],
  ['false', 'Stated no'],
  ['unknown', 'Not stated'],
];
const FLAGGED: Option[] = [
  ['true', 'Flagged'],
  ['false', 'Not flagged'],
];
const LESION: Option[] = [
  ['any', 'Sent'],
  ['negative', 'Negative evidence on it'],
];
const TRUTH: Option[] = [
  ['1', 'Present'],
  ['0', 'Absent'],
  ['none', 'No label'],
];

const same = (values: string[]): Option[] => values.map((value) => [value, value]);

/** Filters as a plain form: the URL is their only home, and they work without script. */
export function FilterForm({ filter, facets, view }: Props) {
  const columns = columnsText(view.columns);
  const active = Object.values(filter).filter((value) => value !== undefined).length;
  const model = facets.models.find((m) => m.model === filter.model);
  const findings = [...new Set((model === undefined ? facets.models : [model]).flatMap((m) => m.findings))];
  return (
    <form
      className="filters"
      method="get"
      action={withBase('/cases')}
      aria-label="Filter the cases"
      key={JSON.stringify(filter)}
    >
      {view.as === 'table' && <input type="hidden" name="as" value="table" />}
      {columns !== undefined && <input type="hidden" name="cols" value={columns} />}
      {view.sort !== 'received' && <input type="hidden" name="sort" value={view.sort} />}
      <Choice
        name="model"
        label="Model"
        value={filter.model}
        options={facets.models.map((m) => [m.model, withState(m.model, m.state)])}
      />
      <Choice name="finding" label="Finding" value={filter.finding} options={same(findings)} />
      <Choice name="site" label="Site" value={filter.site} options={same(facets.sites)} />
      <Choice name="viewPosition" label="View" value={filter.viewPosition} options={same(facets.viewPositions)} />
      <Choice name="flagged" label="Flag" value={filter.flagged} options={FLAGGED} />
      <Choice name="status" label="State" value={filter.status} options={STATUS} />
      <MoreFilters filter={filter} facets={facets} />
      <div className="filter-actions">
        <button type="submit" className="btn primary">
          Apply
        </button>
        {active > 0 && (
          <PageLink className="btn" href={listHref({}, { ...view, cursor: undefined })}>
            Clear {active}
          </PageLink>
        )}
      </div>
    </form>
  );
}

const MORE = [
  'department',
  'scanner',
  'portable',
  'patientSex',
  'burnedInAnnotation',
  'truth',
  'lesion',
  'minProbability',
  'maxProbability',
  'minOutside',
  'from',
  'to',
  'q',
] as const;

function MoreFilters({ filter, facets }: { filter: CohortFilter; facets: CaseFacets }) {
  const used = MORE.filter((key) => filter[key] !== undefined).length;
  return (
    <details className="filters-more" open={used > 0}>
      <summary className="summary">More filters{used > 0 ? `, ${used} set` : ''}</summary>
      <div className="filters">
        <Choice name="department" label="Department" value={filter.department} options={same(facets.departments)} />
        <Choice name="scanner" label="Scanner" value={filter.scanner} options={same(facets.scanners)} />
        <Choice name="portable" label="Portable" value={filter.portable} options={PORTABLE} />
        <Choice name="patientSex" label="Sex" value={filter.patientSex} options={same(facets.patientSexes)} />
        <Choice
          name="burnedInAnnotation"
          label="Burned-in annotation"
          value={filter.burnedInAnnotation}
          options={BURNED_IN}
        />
        <Choice name="truth" label="Reference" value={filter.truth} options={TRUTH} />
        <Choice name="lesion" label="Lesion" value={filter.lesion} options={LESION} />
        <Bound name="minProbability" label="Probability from" value={filter.minProbability} kind="share" />
        <Bound name="maxProbability" label="Probability to" value={filter.maxProbability} kind="share" />
        <Bound name="minOutside" label="Outside share from" value={filter.minOutside} kind="share" />
        <Bound name="from" label="From" value={filter.from?.slice(0, 10)} kind="date" />
        <Bound name="to" label="To" value={filter.to?.slice(0, 10)} kind="date" />
        <Bound name="q" label="Case id starts with" value={filter.q} kind="text" />
      </div>
    </details>
  );
}
