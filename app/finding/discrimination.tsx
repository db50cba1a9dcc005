import { AnalysisProgress } from '@/app/analysis/analysisProgress';
import { ForestPlot } from '@/app/chart/forestPlot';
import { count } from '@/app/format/number';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import { AskButton } from '@/app/strata/askButton';
import { AsOf } from '@/app/strata/asOf';
import { aucChange, changeEnds } from '@/app/strata/aucThree';
import { VARIABLES } from '@/app/strata/variables';
import type { AnalysisState } from '@/server/analysis/kinds';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Statistics } from '@/server/queries/statistics';
import { aucAxis, discriminationRows } from './discriminationRows';
import { forestCsv } from './findingCsv';
import { liftWords } from './findingWords';

type Props = {
  statistics: Statistics;
  by: Stratifier;
  patients: AnalysisState<'patient-intervals'> | null;
  whole: boolean;
};

/** How well the score tells sick from healthy: as reported, like with like, and what knowing the stratum alone gives. */
export function Discrimination({ statistics, by, patients, whole }: Props) {
  const { definitionVersion: version, auc, total } = statistics;
  const rows = discriminationRows(statistics, by, whole ? (patients?.result ?? null) : null);
  const name = `auc-${statistics.model}-${statistics.finding}.csv`;
  return (
    <section className="panel" id="discrimination">
      <header>
        <h2>Telling sick from healthy</h2>
        <span className="q">AUC, pooled and like with like by {VARIABLES[by].one}</span>
        <span className="tools">
          <a href={csvDataUrl(forestCsv(statistics, rows))} download={name}>
            CSV
          </a>
        </span>
      </header>
      <div className="body stack">
        <ForestPlot
          rows={rows}
          axis={aucAxis(rows)}
          head={{ name: 'What is compared', value: 'AUC', n: 'n' }}
          label="AUC of the score for the finding, with 95 % intervals"
          version={version}
        />
        {auc !== null && auc.lift.value !== null && (
          <p className="finding-lift">
            <Definition of="lift" version={version}>
              Lift
            </Definition>{' '}
            <b className="strong">{aucChange(auc.lift.value)}</b>{' '}
            <span className="dim">({changeEnds(auc.lift.low, auc.lift.high) ?? 'no interval'})</span>:{' '}
            {liftWords(by, auc)}
          </p>
        )}
        {whole && <ByPatient statistics={statistics} by={by} patients={patients} />}
      </div>
      <footer>
        95{'\u00a0'}% intervals, DeLong,{' '}
        {whole && patients?.result != null
          ? 'images treated as independent where not said otherwise'
          : 'images treated as independent'}
        . From score histograms, at most {(total.auc.errorBound ?? 0).toFixed(4)} off.{' '}
        <AsOf asOf={statistics.asOf} version={version} />
      </footer>
    </section>
  );
}

function ByPatient({ statistics: { model, finding }, by, patients }: Omit<Props, 'whole'>) {
  if (patients === null) {
    return (
      <div className="ask-analysis">
        <p className="small dim">
          These intervals treat images as independent; several images of one patient make them too narrow.
        </p>
        <AskButton kind="patient-intervals" parameters={{ model, finding, by }}>
          Count patients instead
        </AskButton>
      </div>
    );
  }
  const { result } = patients;
  return (
    <>
      <AnalysisProgress state={patients} what="Intervals by patient" />
      {result !== null && (
        <p className="small dim">
          By patient: {count(result.replicates)} resamples of {count(result.patients)} patients
          {result.withoutPatient > 0 && `; ${count(result.withoutPatient)} cases name no patient and count as one each`}
          .
          {result.lift !== null &&
            ` Lift ${aucChange(result.lift.value)} (${changeEnds(result.lift.low, result.lift.high) ?? 'no interval'}).`}
        </p>
      )}
    </>
  );
}
