import { PhantomTag } from '@/app/demonstration/phantomTag';
import { Thumbnail } from '@/app/saliency/thumbnail';
import { PageLink } from '@/app/shell/pageLink';
import type { SortState } from '@/app/table/sortLink';
import { TableHead } from '@/app/table/tableHead';
import type { CaseRow } from '@/server/queries/cases';
import { CaseCell } from './caseCell';
import { CASE_COLUMNS, type CaseColumnKey, DEFAULT_COLUMNS } from './caseColumns';
import { shortId } from './caseWords';
import { Tick } from './choice/tick';

const TICK_HEAD = <span className="sr">Chosen</span>;

type Props = {
  rows: CaseRow[];
  columns: readonly CaseColumnKey[];
  sorting: SortState;
  /** Keeps the list's filter. */
  hrefOf: (row: CaseRow) => string;
};

/** One page of cases as rows; on a phone each is a block. */
export function CaseTable({ rows, columns, sorting, hrefOf }: Props) {
  const shown = CASE_COLUMNS.filter(({ key }) => columns.includes(key));
  return (
    <div className="panel table-box">
      <div className={shown.length > DEFAULT_COLUMNS.length ? 'scroll-x' : 'scroll-x fits-wide'}>
        <table className="plain-table stack-table case-table">
          <TableHead
            columns={[{ key: 'tick', name: '', axis: TICK_HEAD }, { key: 'case', name: 'Case' }, ...shown]}
            sorting={sorting}
          />
          <tbody>
            {rows.map((row) => (
              <tr key={row.instanceId} data-row data-case={row.instanceId}>
                <td className="case-tick">
                  <Tick id={row.instanceId} />
                </td>
                <th scope="row">
                  <PageLink className="case-link" href={hrefOf(row)}>
                    <Thumbnail instanceId={row.instanceId} format={row.format} map={row.top?.map ?? null} size={28} />
                    {shortId(row.instanceId)}
                    {row.demo && <PhantomTag />}
                  </PageLink>
                </th>
                {shown.map((column) => (
                  <CaseCell key={column.key} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
