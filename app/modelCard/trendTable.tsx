import type { TrendDatum } from '@/app/chart/trendPoint';
import { count } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';

/** The points of a trend as rows; the same numbers as the chart. */
export function TrendTable({ data, grain }: { data: TrendDatum[]; grain: string }) {
  return (
    <div className="scroll-x">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{grain}, UTC</th>
            <th scope="col" className="num">
              n
            </th>
            <th scope="col" className="num">
              Maps
            </th>
            <th scope="col" className="num">
              Outside share
            </th>
            <th scope="col" className="num">
              95 % interval
            </th>
            <th scope="col" className="num">
              Mean probability
            </th>
          </tr>
        </thead>
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
