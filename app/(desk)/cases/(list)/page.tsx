import type { Metadata } from 'next';
import { CaseCard } from '@/app/caseList/caseCard';
import {
  filterOf,
  filterQuery,
  type ListView,
  listHref,
  type SearchParams,
  SORTS,
  viewOf,
} from '@/app/caseList/caseQuery';
import { CaseTable } from '@/app/caseList/caseTable';
import { filterWords } from '@/app/caseList/caseWords';
import { FilterForm } from '@/app/caseList/filterForm';
import { ListControls } from '@/app/caseList/listControls';
import { plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { EmptyState } from '@/app/panel/emptyState';
import { CAM_RANGE } from '@/app/saliency/ranges';
import { withBase } from '@/app/shell/basePath';
import { Icon } from '@/app/shell/icons';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import type { SortState } from '@/app/table/sortLink';
import { caseHref } from '@/app/viewer/viewQuery';
import type { CohortFilter } from '@/server/cohort/cohortFilter';
import { type CasePage, type CaseRow, getCaseFacets, listCases } from '@/server/queries/cases';
import '@/app/styles/cases.css';

export const metadata: Metadata = { title: 'Cases' };

const PAGE_SIZE = 36;

export default async function CasesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const [filter, view] = [filterOf(params), viewOf(params)];
  const [page, facets] = await Promise.all([
    listCases(filter, { limit: PAGE_SIZE, sort: view.sort, ...(view.cursor !== undefined && { cursor: view.cursor }) }),
    getCaseFacets(),
  ]);
  const query = filterQuery(filter);
  return (
    <PageFrame crumbs={[{ name: 'Cases' }]} asOf={page.asOf}>
      <div className="page-head">
        <h1 className="page-title">
          {page.totalIsExact ? '' : 'About '}
          {plural(page.total, 'case')}
        </h1>
        <span className="faint small">{query === '' ? 'all that were received' : 'match the filters'}</span>
        <span className="right">
          <a className="btn" href={withBase(`/api/v1/cases.csv${query === '' ? '' : `?${query}`}`)}>
            CSV
          </a>
        </span>
      </div>
      {query !== '' && <p className="print-only small">Filters: {filterWords(filter)}</p>}
      <FilterForm filter={filter} facets={facets} view={view} />
      <ListControls filter={filter} view={view} />
      <Rows page={page} filter={filter} view={view} />
      <p className="list-foot small faint">
        Data as of {instant(page.asOf)}. Maps: CAM cells at true size, one range ±{CAM_RANGE} logits;{' '}
        {filter.finding === undefined ? 'the finding furthest above its baseline' : 'the chosen finding'}.
        {view.as === 'gallery' && ' Bar: outside share; tick: chance by area.'}
      </p>
    </PageFrame>
  );
}

function Rows({ page, filter, view }: { page: CasePage; filter: CohortFilter; view: ListView }) {
  if (page.rows.length === 0)
    return <NoRows filtered={filterQuery(filter) !== ''} beyond={view.cursor !== undefined} />;
  const query = filterQuery(filter);
  const hrefOf = (row: CaseRow): string =>
    caseHref(row.instanceId, { model: row.top?.model, finding: row.top?.finding, in: query });
  return (
    <>
      {view.as === 'table' ? (
        <CaseTable rows={page.rows} columns={view.columns} sorting={sortingOf(filter, view)} hrefOf={hrefOf} />
      ) : (
        <ol className="gallery">
          {page.rows.map((row) => (
            <CaseCard key={row.instanceId} row={row} href={hrefOf(row)} />
          ))}
        </ol>
      )}
      <nav className="pager" aria-label="Pages">
        {view.cursor !== undefined && (
          <PageLink className="btn" href={listHref(filter, { ...view, cursor: undefined })}>
            <Icon name="back" size={12} /> First page
          </PageLink>
        )}
        {page.nextCursor !== null && (
          <PageLink className="btn" href={listHref(filter, { ...view, cursor: page.nextCursor })}>
            Next page <Icon name="forth" size={12} />
          </PageLink>
        )}
      </nav>
    </>
  );
}

/** The list's order as the table's heads have it: always the largest first. */
const sortingOf = (filter: CohortFilter, view: ListView): SortState => ({
  order: { by: view.sort, down: true },
  oneWay: true,
  hrefOf: (order) =>
    listHref(filter, { ...view, cursor: undefined, sort: SORTS.find((sort) => sort === order?.by) ?? view.sort }),
});

function NoRows({ filtered, beyond }: { filtered: boolean; beyond: boolean }) {
  return (
    <div className="panel">
      {filtered || beyond ? (
        <EmptyState title={beyond ? 'No more cases' : 'No cases match'}>
          <p>{beyond ? 'The list ends here.' : 'Take a filter away, or clear them all.'}</p>
          <PageLink className="btn" href="/cases">
            {beyond ? 'First page' : 'Clear filters'}
          </PageLink>
        </EmptyState>
      ) : (
        <EmptyState title="No case has been received" icon="upload">
          <p>Send DICOM, PNG or JPEG radiographs to the API, or drop them in the browser.</p>
          <PageLink className="btn primary" href="/upload">
            Upload radiographs
          </PageLink>
        </EmptyState>
      )}
    </div>
  );
}
