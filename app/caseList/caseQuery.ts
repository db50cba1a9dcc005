import { type CohortFilter, cohortFilter } from '@/server/cohort/cohortFilter';
import { isCursor } from '@/server/queries/cursor';
import { type CaseColumnKey, columnsText, DEFAULT_COLUMNS, parseColumns } from './caseColumns';

export type SearchParams = Record<string, string | string[] | undefined>;

/** The first value of each key that has one; empty ones, as forms send them, count as absent. */
export function single(params: SearchParams): Record<string, string> {
  const entries = Object.entries(params).flatMap(([key, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined || first === '' ? [] : [[key, first] as const];
  });
  return Object.fromEntries(entries);
}

/** The filter in a URL. Values that are not valid are left out one by one, so that an old link still opens. */
export function filterOf(params: SearchParams): CohortFilter {
  const values = single(params);
  const parsed = cohortFilter.safeParse(values);
  if (parsed.success) return parsed.data;
  const bad = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  return cohortFilter.parse(Object.fromEntries(Object.entries(values).filter(([key]) => !bad.has(key))));
}

/** A filter as a query string with its keys in one order, without the question mark. */
export function filterQuery(filter: CohortFilter): string {
  const entries = Object.entries(filter).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return new URLSearchParams(entries.toSorted(([a = ''], [b = '']) => a.localeCompare(b))).toString();
}

export const SORTS = ['received', 'probability', 'outside'] as const;

export type Sort = (typeof SORTS)[number];

/** How the list is shown; also in the URL. */
export type ListView = {
  as: 'gallery' | 'table';
  sort: Sort;
  columns: readonly CaseColumnKey[];
  cursor: string | undefined;
};

/** The view in a URL, with the gallery by newest as default; a cursor that is not ours is left out. */
export function viewOf(params: SearchParams): ListView {
  const { as, sort, cols, cursor } = single(params);
  return {
    as: as === 'table' ? 'table' : 'gallery',
    sort: SORTS.find((name) => name === sort) ?? 'received',
    columns: parseColumns(cols),
    cursor: cursor !== undefined && isCursor(cursor) ? cursor : undefined,
  };
}

/** Address of the list. A new filter, sort or look starts on the first page unless a cursor is given. */
export function listHref(filter: CohortFilter, view: Partial<ListView>): string {
  const query = new URLSearchParams(filterQuery(filter));
  if (view.as === 'table') query.set('as', 'table');
  if (view.sort !== undefined && view.sort !== 'received') query.set('sort', view.sort);
  const columns = columnsText(view.columns ?? DEFAULT_COLUMNS);
  if (columns !== undefined) query.set('cols', columns);
  if (view.cursor !== undefined) query.set('cursor', view.cursor);
  return query.size === 0 ? '/cases' : `/cases?${query}`;
}
