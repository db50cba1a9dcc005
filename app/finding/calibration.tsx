import { Reliability, reliabilityEnd } from '@/app/chart/reliability';
import { count } from '@/app/format/number';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { SUPPRESSED_WORDS } from '@/app/siteEffect/words';
import { AsOf } from '@/app/strata/asOf';
import { reliabilityCsv } from '@/app/strata/scoresCsv';
import { stratumName, VARIABLES } from '@/app/strata/variables';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Distributions } from '@/server/queries/distributions';
import type { Reliability as Curves } from '@/server/queries/reliability';
import type { Statistics } from '@/server/queries/statistics';
import { CalibrationFacts } from './calibrationFacts';
import { SHOWN_STRATA } from './discriminationRows';
import { calibrationCsv } from './findingCsv';
import { promise } from './findingWords';
import { probabilityBins } from './probabilityBins';

type Props = { statistics: Statistics; reliability: Curves; distributions: Distributions; by: Stratifier };

/** Whether 10 % means 1 in 10: the curve, its summary in six figures, and the same for each stratum. */
export function Calibration({ statistics, reliability, distributions, by }: Props) {
  const { calibration } = statistics.total;
  const all = reliability.curves.find(({ stratum }) => stratum === null)?.points ?? [];
  const most = reliabilityEnd([all]);
  const name = `${statistics.model}-${statistics.finding}.csv`;
  return (
    <section className="panel" id="calibration">
      <header>
        <h2>What a probability is worth</h2>
        <span className="q">does 10{'\u00a0'}% mean 1 in 10?</span>
        <span className="tools">
          <a href={csvDataUrl(reliabilityCsv(reliability))} download={`reliability-${name}`}>
            CSV of curves
          </a>
          <a href={csvDataUrl(calibrationCsv(statistics, by))} download={`calibration-${name}`}>
            CSV of figures
          </a>
        </span>
      </header>
      {calibration.suppressed === null ? (
        <div className="body calibration-body">
          <Reliability
            points={all}
            most={most}
            histogram={probabilityBins(distributions, most)}
            label={`Found against predicted share in ${all.length} groups of equal size; ${promise(calibration.observedExpected)}`}
          />
          <div className="stack">
            <p className="lead">{promise(calibration.observedExpected)}</p>
            <CalibrationFacts calibration={calibration} version={statistics.definitionVersion} />
          </div>
          <ByStratum reliability={reliability} by={by} />
        </div>
      ) : (
        <p className="body small dim">Not told: {SUPPRESSED_WORDS[calibration.suppressed]}.</p>
      )}
      <footer>
        Ten groups of about equal size; upright lines: 95{'\u00a0'}% intervals (Wilson); dashed: found as predicted.
        Below: how many labelled cases were given which probability. n {count(statistics.total.labelled)} labelled.{' '}
        <AsOf asOf={statistics.asOf} version={statistics.definitionVersion} />
      </footer>
    </section>
  );
}

function ByStratum({ reliability, by }: Pick<Props, 'reliability' | 'by'>) {
  const strata = reliability.curves
    .filter(({ stratum, points }) => stratum !== null && points.length > 1)
    .slice(0, SHOWN_STRATA);
  if (strata.length < 2) return null;
  const most = reliabilityEnd(strata.map(({ points }) => points));
  return (
    <ul className="multiples" aria-label={`Reliability by ${VARIABLES[by].one}`}>
      {strata.map(({ stratum, n, points }) => (
        <li key={stratum}>
          <b className="strong">{stratumName(by, stratum ?? '')}</b> <span className="faint small">n {count(n)}</span>
          <Reliability
            points={points}
            most={most}
            size={168}
            label={`${stratumName(by, stratum ?? '')}: found against predicted share in ${points.length} groups`}
          />
        </li>
      ))}
    </ul>
  );
}
