import { TrendChart } from '@/app/chart/trendChart';
import { FEW_MAPS } from '@/app/chart/trendPoint';
import { count } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { instant } from '@/app/format/time';
import { findingName } from '@/app/matrix/answer';
import { Definition } from '@/app/panel/definition';
import type { Overview, OverviewFinding } from '@/server/queries/overview';
import { trendData } from './chartData';
import { csvDataUrl, trendCsv } from './trendCsv';
import { TrendTable } from './trendTable';

type Props = { model: string; finding: OverviewFinding; overview: Overview };

/** One finding's outside share over time with its intervals, as a chart, as a table and as CSV. */
export function TrendPanel({ model, finding, overview }: Props) {
  const { trendGrain: grain, definitionVersion: version } = overview;
  const data = trendData(finding, grain);
  const chance = finding.outsideShare.areaOutside;
  const name = findingName(finding.finding);
  return (
    <section className="panel">
      <header>
        <h2>{name} over time</h2>
        <span className="q">is it changing?</span>
        {data.length > 0 && (
          <span className="tools">
            <a href={csvDataUrl(trendCsv(model, finding, overview))} download={`trend-${model}-${finding.finding}.csv`}>
              CSV of this series
            </a>
          </span>
        )}
      </header>
      {data.length === 0 ? (
        <p className="body small dim">No case has been read for {name} yet.</p>
      ) : (
        <>
          <TrendChart
            data={data}
            chance={chance}
            label={`${name}: outside share with 95 % intervals and mean probability by ${grain}, ${data.length} points; the table below holds the numbers`}
          />
          <p className="chart-legend small dim">
            <span className="key solid">
              <Definition of="outsideShare" version={version}>
                outside share
              </Definition>
            </span>
            <span className="key whisker">95 % interval</span>
            <span className="key hollow">fewer than {FEW_MAPS} maps</span>
            <span className="key dashed">mean probability</span>
            <span className="key dotted">chance, area outside{chance !== null && `, ${percent(chance)}`}</span>
          </p>
          <details className="body">
            <summary className="summary">Table view</summary>
            <TrendTable data={data} grain={grain} />
          </details>
        </>
      )}
      <footer>
        n {count(finding.n)}, one point a{grain === 'hour' ? 'n' : ''} {grain}, over all images, low scores included.
        Whisker: 95 % interval of the mean, from two maps on; images are treated as independent. Data as of{' '}
        {instant(overview.asOf)}, definition {version}.
      </footer>
    </section>
  );
}
