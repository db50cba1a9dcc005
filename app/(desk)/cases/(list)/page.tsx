import type { Metadata } from 'next';
import { headers } from 'next/headers';
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
import type { ListedCase } from '@/app/caseList/choice/choice';
import { ChosenBar, PageActions } from '@/app/caseList/choice/chosenBar';
import { ChosenCases } from '@/app/caseList/choice/chosenCases';
import { FilterForm } from '@/app/caseList/filterForm';
import { ListControls } from '@/app/caseList/listControls';
import { plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { ShareLink } from '@/app/links/shareLink';
import { findingName } from '@/app/matrix/findingName';
import { EmptyState } from '@/app/panel/emptyState';
import { AskReview } from '@/app/review/askReview';
import { CAM_RANGE } from '@/app/saliency/ranges';
import { withBase } from '@/app/shell/basePath';
import { hiddenHere } from '@/app/shell/hiddenHere';
import { Icon } from '@/app/shell/icons';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import type { SortState } from '@/app/table/sortLink';
import { caseHref } from '@/app/viewer/viewQuery';
import { principalOf, type Scope } from '@/server/access/principal';
import type { CohortFilter } from '@/server/cohort/cohortFilter';
import { type CasePage, type CaseRow, getCaseFacets, listCases } from '@/server/queries/cases';
import '@/app/styles/cases.css';
import '@/app/styles/review.css';
import '@/app/styles/reviewRules.css';

export const metadata: Metadata = { title: 'Cases' };

const PAGE_SIZE = 36;

export default async function CasesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const [filter, view] = [filterOf(params), viewOf(params)];
  const principal = principalOf(await headers());
  // Who is reading a case without the model must not find its answer here.
  const hidden = await hiddenHere();
  const [found, facets] = await Promise.all([
    listCases(filter, { limit: PAGE_SIZE, sort: view.sort, cursor: view.cursor }, hidden),
    getCaseFacets(),
  ]);
  const query = filterQuery(filter);
  const page = { ...found, rows: found.rows.filter(({ instanceId }) => !hidden.has(instanceId)) };
  const scopes = principal?.scopes ?? [];
  return (
    <PageFrame crumbs={[{ name: 'Cases' }]} asOf={page.asOf}>
      <ChosenCases list={query} page={page.rows.map(listed)}>
        <Head page={page} filter={filter} scopes={scopes} />
        {query !== '' && <p className="print-only small">Filters: {filterWords(filter)}</p>}
        <FilterForm filter={filter} facets={facets} view={view} />
        <ListControls filter={filter} view={view} />
        <Rows page={page} filter={filter} view={view} />
        <ChosenBar
          named={namedIn(filter)}
          query={query}
          mayShare={scopes.includes('share')}
          mayReview={scopes.includes('review')}
        />
      </ChosenCases>
      <ListFoot asOf={page.asOf} filter={filter} view={view} />
    </PageFrame>
  );
}

/** Version and finding of a filter, as a link that shows its cases names them. */
const namedIn = ({ model, finding }: CohortFilter) => ({
  ...(model !== undefined && { model }),
  ...(finding !== undefined && { finding }),
});

type HeadProps = { page: CasePage; filter: CohortFilter; scopes: readonly Scope[] };

/** How many there are, and what can be done with all of the page or of the filter. */
function Head({ page: { rows, total, totalIsExact }, filter, scopes }: HeadProps) {
  const query = filterQuery(filter);
  const instanceIds = rows.map(({ instanceId }) => instanceId);
  return (
    <div className="page-head">
      <h1 className="page-title">
        {totalIsExact ? '' : 'About '}
        {plural(total, 'case')}
      </h1>
      <span className="faint small">{query === '' ? 'all that were received' : 'match the filters'}</span>
      <PageActions>
        {rows.length > 0 && (
          <ShareLink subject={{ scope: 'selection', instanceIds, ...namedIn(filter) }}>
            Share this page’s cases…
          </ShareLink>
        )}
        {scopes.includes('review') && <SendToReview rows={rows} filter={filter} />}
        <a className="btn" href={withBase(`/api/v1/cases.csv${query === '' ? '' : `?${query}`}`)}>
          CSV
        </a>
      </PageActions>
    </div>
  );
}

/** What a reader would be asked of a case: the finding that its row shows. */
const listed = ({ instanceId, top }: CaseRow): ListedCase => ({
  id: instanceId,
  asks: top === null ? null : { model: top.model, finding: top.finding },
});

function ListFoot({ asOf, filter, view }: { asOf: string; filter: CohortFilter; view: ListView }) {
  return (
    <p className="list-foot small faint">
      Data as of {instant(asOf)}. Maps: CAM cells at true size, one range ±{CAM_RANGE} logits;{' '}
      {filter.finding === undefined ? 'the finding furthest above its baseline' : 'the chosen finding'}.
      {view.as === 'gallery' && ' Bar: outside share; tick: chance by area.'}
    </p>
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

/** The cases of this page, of the chosen finding, to readers; only where one is chosen, since it is what is asked. */
function SendToReview({ rows, filter: { model, finding } }: { rows: CaseRow[]; filter: CohortFilter }) {
  if (model === undefined || finding === undefined || rows.length === 0) return null;
  return (
    <AskReview groups={[{ model, finding, instanceIds: rows.map(({ instanceId }) => instanceId) }]}>
      Send {rows.length} to review<span className="sr"> of {findingName(finding)}</span>
    </AskReview>
  );
}

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
