import { AucAxis } from '@/app/chart/aucCell';
import { IntervalAxis } from '@/app/chart/intervalCell';
import { orderText } from '@/app/table/order';
import { type Column, TableHead } from '@/app/table/tableHead';
import { orderedStrata, type StratumKey, type StratumRow, stratumOrder } from './strataColumns';
import { type StrataView, strataHref } from './strataQuery';
import { StratumCells } from './stratumCells';
import { VARIABLES } from './variables';

const columnsOf = (name: string): readonly Column<StratumKey | 'axis' | 'effectAxis'>[] => [
  { key: 'stratum', name, sort: 'up' },
  { key: 'n', name: 'n', num: true, sort: 'down' },
  { key: 'labelled', name: 'Labelled', num: true, sort: 'down', definition: 'coverage', side: 'start' },
  { key: 'prevalence', name: 'Prevalence', num: true, sort: 'down', definition: 'prevalence', side: 'start' },
  { key: 'probability', name: 'Mean prob.', num: true, sort: 'down', definition: 'probability', side: 'start' },
  { key: 'auc', name: 'AUC', num: true, sort: 'down', definition: 'stratumAuc', side: 'start' },
  { key: 'axis', name: 'AUC', axis: <IntervalAxis ends={['.5', '.75', '1']} /> },
  { key: 'effect', name: 'Effect, healthy', num: true, sort: 'down', definition: 'effectOfVariable' },
  { key: 'effectAxis', name: 'Effect', axis: <AucAxis /> },
  { key: 'outside', name: 'Outside share', num: true, sort: 'down', definition: 'outsideShare' },
];

type Props = { rows: readonly StratumRow[]; view: StrataView; version: string };

/** The strata of one variable with what is known of each; on a phone each stratum is a block. */
export function StrataTable({ rows, view, version }: Props) {
  return (
    <div className="table-box">
      <div className="scroll-x fits-wide">
        <table className="plain-table tall-table stack-table strata-table">
          <TableHead
            columns={columnsOf(VARIABLES[view.by].name)}
            sorting={{
              order: view.order,
              hrefOf: (order) =>
                strataHref(view, { order: stratumOrder(order === null ? undefined : orderText(order)) }),
            }}
            version={version}
          />
          <tbody>
            {orderedStrata(rows, view.by, view.order).map((row) => (
              <StratumCells key={row.stratum} row={row} view={view} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
