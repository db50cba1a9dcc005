import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { type TrailFilter, trailFilter, trailPaging } from '@/server/queries/trail';

/** What the page shows; all of it is in the URL. */
export type TrailView = { filter: TrailFilter; cursor: string | undefined };

/** The view in a URL. Values that are not valid are left out one by one, so that an old link still opens. */
export function trailViewOf(params: SearchParams): TrailView {
  const given = single(params);
  const { shape } = trailFilter;
  const text = (name: 'actor' | 'subject'): string | undefined => {
    const value = given[name]?.trim();
    return value === undefined || value === '' ? undefined : shape[name].safeParse(value).data;
  };
  return {
    filter: {
      kind: shape.kind.safeParse(given.kind).data,
      actor: text('actor'),
      subject: text('subject'),
      from: shape.from.safeParse(given.from).data,
      to: shape.to.safeParse(given.to).data,
    },
    cursor: trailPaging.shape.cursor.safeParse(given.cursor).data,
  };
}

/** The filter as a query string without the question mark. */
export function trailFilterQuery(filter: TrailFilter): string {
  const given = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new URLSearchParams(given).toString();
}

/** Address of a view. */
export function trailHref({ filter, cursor }: Partial<TrailView>): string {
  const query = new URLSearchParams(trailFilterQuery(filter ?? {}));
  if (cursor !== undefined) query.set('cursor', cursor);
  return query.size === 0 ? '/trail' : `/trail?${query}`;
}
