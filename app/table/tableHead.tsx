import type { ReactNode } from 'react';
import { Definition } from '@/app/panel/definition';
import type { DefinitionName } from '@/app/panel/definitions';
import { SortLink, type SortState } from './sortLink';

/** One column: its name, and what its head offers. */
export type Column<K extends string = string> = {
  key: K;
  name: string;
  /** Numbers stand on the right. */
  num?: boolean;
  /** What the name means; its card opens to this side. */
  definition?: DefinitionName;
  side?: 'start' | 'end';
  /** Sorts by it, the largest ("down") or the smallest ("up") first. */
  sort?: 'up' | 'down';
  /** An axis in the place of the name. */
  axis?: ReactNode;
};

type Props<K extends string> = { columns: readonly Column<K>[]; sorting?: SortState; version?: string };

/** The one head of every plain table: names, definitions, orders. It stays in sight while its rows scroll. */
export function TableHead<K extends string>({ columns, sorting, version = '' }: Props<K>) {
  return (
    <thead>
      <tr>
        {columns.map((column) =>
          column.axis === undefined ? (
            <Cell key={column.key} column={column} sorting={sorting} version={version} />
          ) : (
            <td key={column.key} className="axis">
              {column.axis}
            </td>
          ),
        )}
      </tr>
    </thead>
  );
}

type CellProps = { column: Column; sorting: SortState | undefined; version: string };

function Cell({ column: { key, name, num, definition, side, sort }, sorting, version }: CellProps) {
  const sortable = sort !== undefined && sorting !== undefined;
  const now = sorting?.order?.by === key ? sorting.order : null;
  return (
    <th
      scope="col"
      className={num === true ? 'num' : undefined}
      aria-sort={now === null ? undefined : now.down ? 'descending' : 'ascending'}
    >
      {definition !== undefined && (
        <Definition of={definition} version={version} side={side ?? (num === true ? 'end' : 'start')}>
          {name}
        </Definition>
      )}
      {sortable ? (
        <SortLink by={key} name={name} first={sort} sorting={sorting} bare={definition !== undefined} />
      ) : (
        definition === undefined && name
      )}
    </th>
  );
}
