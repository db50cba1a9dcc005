import { IntervalAxis, IntervalCell } from '@/app/chart/intervalCell';
import { count } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { type Column, TableHead } from '@/app/table/tableHead';
import type { Confounders } from '@/server/queries/confounders';
import type { Proportion } from '@/server/stats/wilsonInterval';
import { AsOf } from './asOf';
import { coverageCsv } from './strataCsv';
import type { StrataView } from './strataQuery';
import { Told } from './told';
import { stratumName, VARIABLES } from './variables';

const columnsOf = (name: string): readonly Column[] => [
  { key: 'stratum', name },
  { key: 'n', name: 'n', num: true },
  { key: 'labelled', name: 'Labelled', num: true, definition: 'coverage' },
  { key: 'axis', name: 'Labelled', axis: <IntervalAxis ends={['0', '50', '100']} /> },
];

/** Who has labels: where some strata are labelled more often, the figures are of those who were. */
export function CoveragePanel({ confounders, view }: { confounders: Confounders; view: StrataView }) {
  const rows = confounders.variables.find(({ by }) => by === view.by)?.coverage ?? [];
  const { asOf, definitionVersion: version } = confounders;
  return (
    <section className="panel" aria-label="Who has labels">
      <header>
        <h2>Who has labels</h2>
        <span className="q">are the labelled like the rest?</span>
        <span className="tools">
          <a href={csvDataUrl(coverageCsv(confounders))} download={`labels-${view.model}-${view.finding}.csv`}>
            CSV
          </a>
        </span>
      </header>
      <div className="body table-box">
        <table className="plain-table tall-table">
          <TableHead columns={columnsOf(VARIABLES[view.by].name)} version={version} />
          <tbody>
            {rows.map(({ stratum, n, labelled, share }) => (
              <tr key={stratum}>
                <th scope="row">{stratumName(view.by, stratum)}</th>
                <td className="num" data-label="n">
                  {count(n)}
                </td>
                <td className="num" data-label="Labelled">
                  <Told
                    value={share === null ? null : percent(share.value)}
                    under={share === null ? undefined : countAndInterval(labelled, share)}
                  />
                </td>
                <td className="plot">
                  {share !== null && (
                    <IntervalCell {...share} from={0} to={1} label={`${percent(share.value)} labelled`} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer>
        {coverageWords(rows)} <AsOf asOf={asOf} version={version} />
      </footer>
    </section>
  );
}

/** Of all cases being labelled there is nothing to estimate. */
const countAndInterval = (labelled: number, { value, low, high }: Proportion): string =>
  value === 1 ? count(labelled) : `${count(labelled)}; ${interval(low, high) ?? ''}`;

/** Whether some strata are labelled more often than others; a tenth is what is named. */
export function coverageWords(rows: readonly { share: { value: number } | null }[]): string {
  const shares = rows.flatMap(({ share }) => (share === null ? [] : [share.value]));
  if (shares.length < 2) return 'All cases are of one stratum.';
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  return most - least < 0.1
    ? `Labels are spread evenly: ${percent(least)} to ${percent(most)}.`
    : `Labels are spread unevenly: ${percent(least)} to ${percent(most)}. Figures are of the labelled, who may differ from the rest.`;
}
