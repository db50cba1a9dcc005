import { TrendChart } from '@/app/chart/trendChart';
import { count } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { instant } from '@/app/format/time';
import { findingName } from '@/app/matrix/answer';
import type { Overview, OverviewFinding } from '@/server/queries/overview';
import { trendData } from './chartData';

type Props = { finding: OverviewFinding; overview: Overview; csv: string };

/** One finding's outside share over time, as a chart and as a table. */
export function TrendPanel({ finding, overview, csv }: Props) {
  const data = trendData(finding, overview.trendGrain);
  const chance = finding.outsideShare.areaOutside;
  const name = findingName(finding.finding);
  return (
    <section className="panel">
      <header>
        <h2>{name} over time</h2>
        <span className="q">is it changing?</span>
        <span className="tools">
          <a href={csv}>CSV</a>
        </span>
      </header>
      {data.length === 0 ? (
        <p className="body small dim">No case has been read for {name} yet.</p>
      ) : (
        <>
          <TrendChart
            data={data}
            chance={chance}
            label={`${name}: outside share and mean probability by ${overview.trendGrain}, ${data.length} points; the table below holds the numbers`}
          />
          <p className="chart-legend small dim">
            <span className="key solid">outside share</span>
            <span className="key dashed">mean probability</span>
            <span className="key dotted">chance, area outside</span>
          </p>
          <details className="body">
            <summary className="summary">Table view</summary>
            <TrendTable data={data} grain={overview.trendGrain} />
          </details>
        </>
      )}
      <footer>
        n {count(finding.n)}, one point a{overview.trendGrain === 'hour' ? 'n' : ''} {overview.trendGrain}. Points carry
        no interval; the table of findings does. Data as of {instant(overview.asOf)}, definition{' '}
        {overview.definitionVersion}.
      </footer>
    </section>
  );
}

function TrendTable({ data, grain }: { data: ReturnType<typeof trendData>; grain: string }) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{grain}, UTC</th>
          <th scope="col" className="num">
            Outside share
          </th>
          <th scope="col" className="num">
            Mean probability
          </th>
          <th scope="col" className="num">
            n
          </th>
        </tr>
      </thead>
      <tbody>
        {data.map((datum) => (
          <tr key={datum.label}>
            <th scope="row">{datum.label}</th>
            <td className="num">
              {datum.outside === null ? <span className="faint">undefined</span> : percent(datum.outside / 100)}
            </td>
            <td className="num">{percent(datum.probability / 100)}</td>
            <td className="num">{count(datum.n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
