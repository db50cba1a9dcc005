import { aucEnds, aucNumber } from '@/app/chart/aucText';
import { type ForestAxis, ForestPlot, type ForestRow } from '@/app/chart/forestPlot';
import { count } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import { VARIABLES } from '@/app/strata/variables';
import type { ProbeAnswer } from '@/server/analysis/evidenceAnswers';
import type { AnalysisState } from '@/server/analysis/kinds';
import { csv } from '@/server/api/csv';
import { AnalysisPanel } from './analysisPanel';

const AXIS: ForestAxis = {
  name: 'AUC',
  ...{ from: 0.3, to: 1, none: 0.5 },
  ticks: [0.3, 0.5, 0.75, 1].map((at) => ({ at, text: at === 1 ? '1' : String(at).slice(1) })),
};

type Target = ProbeAnswer['targets'][number];
type Props = { state: AnalysisState<'probe'> | null; model: string; version: string; canRun: boolean };

/** Whether site, department, scanner and portable can be told from the features: capability, never use. */
export function ProbePanel({ state, model, version, canRun }: Props) {
  const answer = state?.result ?? null;
  const told =
    answer?.targets.find(({ by, auc }) => by === 'site' && auc !== null) ??
    answer?.targets.find(({ auc }) => auc !== null);
  return (
    <AnalysisPanel
      id="probe"
      title={
        <Definition of="lineProbe" version={version}>
          What the features could tell
        </Definition>
      }
      says="of the version, whichever finding"
      state={state}
      what="What the features could tell"
      kind="probe"
      parameters={{ model }}
      offer={{
        says: 'Learns site, department, scanner and portable from stored features, tested on patients it has not seen, beside shuffled labels. Under a minute.',
        button: 'Probe the features',
      }}
      cannot={canRun ? null : 'No features were sent with the scores of this version.'}
      csv={answer === null ? null : { href: csvDataUrl(probeCsv(model, answer)), name: `probe-${model}.csv` }}
      foot={
        answer === null
          ? null
          : `${count(answer.cases)}${answer.of > answer.cases ? ` of ${count(answer.of)}` : ''} images, ${count(answer.folds)} folds by patient, ${count(answer.embedding)} features${answer.dimensions < answer.embedding ? ` projected to ${count(answer.dimensions)}` : ''}.`
      }
    >
      {answer !== null && (
        <>
          <p className="capability">
            {told?.auc == null
              ? 'Too few images of two kinds to tell.'
              : `The features tell the ${VARIABLES[told.by].one} (AUC ${aucNumber(told.auc.value)}): that is capability, not use.`}{' '}
            <span className="dim">A model that was trained without a shortcut tells sites just as well.</span>
          </p>
          <ForestPlot
            rows={answer.targets.map(rowOf)}
            axis={AXIS}
            head={{ name: 'AUC, one against the rest', value: 'AUC', n: 'Images', word: 'Shuffled' }}
            label="AUC with which features tell each variable, with 95 % intervals, beside shuffled labels"
          />
        </>
      )}
    </AnalysisPanel>
  );
}

const NONE: Record<NonNullable<Target['none']>, string> = {
  few_cases: 'too few cases',
  one_stratum: 'nothing to tell apart',
  no_embedding: 'no features kept',
};

function rowOf({ by, auc, balancedAccuracy, classes, cases, shuffled, none }: Target): ForestRow {
  const names = classes.map(({ stratum, n }) => `${stratum} ${count(n)}`).join(', ');
  const right = balancedAccuracy === null ? '' : `; ${percent(balancedAccuracy.value)} told right`;
  const chance = shuffled.map((one) => one.auc);
  return {
    key: by,
    name: VARIABLES[by].name,
    under: `${names}${right}`,
    ...{ value: auc?.value ?? null, low: auc?.low ?? null, high: auc?.high ?? null },
    text: auc === null ? null : aucNumber(auc.value),
    interval: auc === null ? null : aucEnds(auc.low, auc.high),
    missing: none === null ? 'not told' : NONE[none],
    n: count(cases),
    word: chance.length === 0 ? null : `${aucNumber(Math.min(...chance))} to ${aucNumber(Math.max(...chance))}`,
    mark: 'square',
  };
}

const probeCsv = (model: string, { targets }: ProbeAnswer): string =>
  csv(
    ['model', 'by', 'auc', 'low_95', 'high_95', 'balanced_accuracy', 'images', 'patients', 'highest_shuffled_auc'],
    targets.map(({ by, auc, balancedAccuracy, cases, patients, shuffled }) => [
      ...[model, by, auc?.value ?? null, auc?.low ?? null, auc?.high ?? null, balancedAccuracy?.value ?? null, cases],
      ...[patients, shuffled.length === 0 ? null : Math.max(...shuffled.map((one) => one.auc))],
    ]),
  );
