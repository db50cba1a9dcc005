import { IntervalAxis, IntervalCell } from '@/app/chart/intervalCell';
import { count, fixed } from '@/app/format/number';
import { interval, percent, probability } from '@/app/format/share';
import { type Column, TableHead } from '@/app/table/tableHead';
import type { Decision, StratumStatistics } from '@/server/queries/stratumStatistics';
import type { Proportion } from '@/server/stats/wilsonInterval';
import { orderedStrata, type StratumRow } from './strataColumns';
import type { StrataView } from './strataQuery';
import { whyHidden } from './suppressedShort';
import { Told } from './told';
import { stratumName, VARIABLES } from './variables';

const columnsOf = (name: string): readonly Column[] => [
  { key: 'stratum', name },
  { key: 'sensitivity', name: 'Sensitivity', num: true, definition: 'sensitivity', side: 'start' },
  { key: 'sensitivityAxis', name: 'Sensitivity', axis: <IntervalAxis ends={['0', '50', '100']} /> },
  { key: 'specificity', name: 'Specificity', num: true, definition: 'specificity', side: 'start' },
  { key: 'specificityAxis', name: 'Specificity', axis: <IntervalAxis ends={['0', '50', '100']} /> },
  { key: 'called', name: 'Called', num: true },
  { key: 'observed', name: 'Observed ÷ expected', num: true, definition: 'observedExpected' },
];

type Props = { rows: readonly StratumRow[]; view: StrataView; of: Decision['of']; version: string };

/** What one threshold gives in each stratum, and how the probabilities fit; the same threshold for all. */
export function DecisionTable({ rows, view, of, version }: Props) {
  return (
    <div className="table-box">
      <table className="plain-table tall-table stack-table">
        <TableHead columns={columnsOf(VARIABLES[view.by].name)} version={version} />
        <tbody>
          {orderedStrata(rows, view.by, view.order).map(({ stratum, statistics }) => (
            <tr key={stratum} data-row>
              <th scope="row">{stratumName(view.by, stratum)}</th>
              <Decided statistics={statistics} of={of} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Decided({ statistics, of }: { statistics: StratumStatistics; of: Decision['of'] }) {
  const { decisions, calibration, labelled, positives } = statistics;
  const decision = decisions.find((one) => one.of === of);
  const { value, low, high } = calibration.observedExpected;
  const called = decision === undefined ? null : decision.truePositives + decision.falsePositives;
  return (
    <>
      <Rate name="Sensitivity" rate={decision?.sensitivity ?? null} n={positives} labelled={labelled} />
      <Rate name="Specificity" rate={decision?.specificity ?? null} n={labelled - positives} labelled={labelled} />
      <td className="num" data-label="Called">
        <Told
          value={called === null ? null : count(called)}
          under={called === null ? undefined : `of ${count(labelled)}`}
          missing={whyHidden(null, labelled)}
        />
      </td>
      <td className="num" data-label="Observed ÷ expected">
        <Told
          value={value === null ? null : fixed(value, 2)}
          under={low === null || high === null ? undefined : `${fixed(low, 2)} to ${fixed(high, 2)}`}
          missing={whyHidden(calibration.suppressed, labelled)}
        />
      </td>
    </>
  );
}

function Rate({ name, rate, n, labelled }: { name: string; rate: Proportion | null; n: number; labelled: number }) {
  if (rate === null) {
    return (
      <td className="num" colSpan={2} data-label={name}>
        <Told value={null} missing={labelled === 0 ? 'no labels' : n < 10 ? 'under 10 cases' : 'not told'} />
      </td>
    );
  }
  const text = percent(rate.value);
  return (
    <>
      <td className="num" data-label={name} title={`${count(rate.hits)} of ${count(rate.n)}`}>
        <Told value={text} under={interval(rate.low, rate.high)} />
      </td>
      <td className="plot">
        <IntervalCell {...rate} from={0} to={1} label={`${name} ${text}, ${interval(rate.low, rate.high) ?? ''}`} />
      </td>
    </>
  );
}

/** A threshold in words: where it comes from, and its probability. */
export function thresholdWords({ of, threshold }: Decision): string {
  return of === 'manifest'
    ? `The version’s own threshold, ${probability(threshold)}`
    : `${probability(threshold)}, which finds 95 % of all cases with it`;
}
