import { PageLink } from '@/app/shell/pageLink';
import { nextOrder, type Order } from './order';

/**
 * The order that is shown, and the address of another one (null: as the table comes). `oneWay`: each column is sorted
 * one way alone, and one always is.
 */
export type SortState = { order: Order | null; hrefOf: (order: Order | null) => string; oneWay?: boolean };

type Props = { by: string; name: string; first: 'up' | 'down'; sorting: SortState; bare?: boolean };

/** Sorts by one column. `bare`: the name stands beside it already, so only the arrow is drawn. */
export function SortLink({ by, name, first, sorting: { order, hrefOf, oneWay }, bare = false }: Props) {
  const now = order?.by === by ? order : null;
  const arrows = <Arrows now={now} />;
  if (oneWay === true && now !== null) {
    return (
      <span className="sort on">
        {!bare && name}
        {arrows}
      </span>
    );
  }
  const next = nextOrder(order, by, first);
  const does =
    next === null ? `Stop sorting by ${name}` : `Sort by ${name}, ${next.down ? 'largest' : 'smallest'} first`;
  return (
    <PageLink
      className={now === null ? 'sort' : 'sort on'}
      href={hrefOf(next)}
      scroll={false}
      title={does}
      {...(bare && { 'aria-label': does })}
    >
      {!bare && name}
      {arrows}
    </PageLink>
  );
}

function Arrows({ now }: { now: Order | null }) {
  return (
    <svg width="8" height="10" viewBox="0 0 8 10" aria-hidden="true">
      {now?.down !== true && <path d="M4 1 7 4.4H1Z" fill="currentColor" />}
      {now?.down !== false && <path d="M4 9 1 5.6H7Z" fill="currentColor" />}
    </svg>
  );
}
