import type { TrendDatum } from '@/app/chart/trendPoint';
import { count } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import { type Column, TableHead } from '@/app/table/tableHead';

const columns = (grain: string): Column[] => [
  { key: 'start', name: `${grain === 'hour' ? 'Hour' : grain === 'day' ? 'Day' : 'Month'}, UTC` },
  { key: 'n', name: 'n', num: true },
  { key: 'maps', name: 'Maps', num: true },
  { key: 'outside', name: 'Outside share', num: true },
  { key: 'interval', name: '95 % interval', num: true },
  { key: 'probability', name: 'Mean probability', num: true },
];

/** The points of a trend as rows; the same numbers as the chart. */
export function TrendTable({ data, grain }: { data: TrendDatum[]; grain: string }) {
  return (
    <div className="scroll-x trend-rows">
      <table className="plain-table">
        <TableHead columns={columns(grain)} />
        <tbody>
          {data.map((datum) => (
            <Row key={datum.label} datum={datum} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ datum: { label, n, maps, outside, low, high, probability } }: { datum: TrendDatum }) {
  const ends = low === null || high === null ? null : interval(low / 100, high / 100);
  return (
    <tr>
      <th scope="row" className="nowrap">
        {label}
      </th>
      <td className="num">{count(n)}</td>
      <td className="num">{count(maps)}</td>
      <td className="num">{outside === null ? <span className="faint">undefined</span> : percent(outside / 100)}</td>
      <td className="num dim">{ends ?? <span className="faint">needs two</span>}</td>
      <td className="num">{percent(probability / 100)}</td>
    </tr>
  );
}
