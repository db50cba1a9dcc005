import { Reliability, reliabilityEnd } from '@/app/chart/reliability';
import { count, fixed } from '@/app/format/number';
import { findingName } from '@/app/matrix/findingName';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import type { Reliability as Curves } from '@/server/queries/reliability';
import { AsOf } from './asOf';
import { reliabilityCsv } from './scoresCsv';
import { MOST_DRAWN } from './scoresPanel';
import type { StratumRow } from './strataColumns';
import type { StrataView } from './strataQuery';
import { SUPPRESSED_SHORT } from './suppressedShort';
import { stratumName } from './variables';

type Props = { curves: Curves; rows: readonly StratumRow[]; view: StrataView };

/** Do the probabilities fit in each stratum: one small curve each, all on the same axes. */
export function ReliabilityPanel({ curves, rows, view }: Props) {
  const strata = curves.curves.filter(({ stratum }) => stratum !== null).slice(0, MOST_DRAWN);
  const most = reliabilityEnd(strata.map(({ points }) => points));
  const { asOf, definitionVersion: version } = curves;
  return (
    <section className="panel" aria-label="Do the probabilities fit">
      <header>
        <h2>Do the probabilities fit?</h2>
        <span className="q">predicted (across) against found (up), %</span>
        <span className="tools">
          <a
            href={csvDataUrl(reliabilityCsv(curves))}
            download={`reliability-${view.model}-${view.finding}-${view.by}.csv`}
          >
            CSV
          </a>
        </span>
      </header>
      <ul className="body small-multiples">
        {strata.map(({ stratum, points, n, suppressed }) => {
          const name = stratumName(view.by, stratum ?? '');
          return (
            <li key={stratum}>
              <b className="strong">{name}</b>
              <span className="under">
                n {count(n)}
                {observedExpected(rows, stratum)}
              </span>
              {points.length === 0 ? (
                <p className="small-missing faint">
                  {suppressed === null ? 'no labels' : SUPPRESSED_SHORT[suppressed]}
                </p>
              ) : (
                <Reliability
                  points={points}
                  most={most}
                  size={168}
                  label={`${name}: ${findingName(view.finding)} predicted against found, ${points.length} groups`}
                />
              )}
            </li>
          );
        })}
      </ul>
      <footer>
        Dashed: 10 % predicted, 10 % found. Under it the model promises too much. Ten groups of like size, whiskers
        Wilson’s 95 % intervals; O ÷ E is{' '}
        <Definition of="observedExpected" version={version}>
          observed ÷ expected
        </Definition>
        . <AsOf asOf={asOf} version={version} />
      </footer>
    </section>
  );
}

function observedExpected(rows: readonly StratumRow[], stratum: string | null): string {
  const value = rows.find((row) => row.stratum === stratum)?.statistics.calibration.observedExpected.value ?? null;
  return value === null ? '' : `, O ÷ E ${fixed(value, 2)}`;
}
