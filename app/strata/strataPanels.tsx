import { readAnalysis } from '@/server/analysis/ask';
import type { Confounders } from '@/server/queries/confounders';
import { getDistributions } from '@/server/queries/distributions';
import { getGeneralisation } from '@/server/queries/generalisation';
import { getReliability } from '@/server/queries/reliability';
import { getSiteMatrix, type SiteMatrix } from '@/server/queries/siteMatrix';
import { getStatistics, type Statistics } from '@/server/queries/statistics';
import { CoveragePanel } from './coveragePanel';
import { DecompositionPanel } from './decompositionPanel';
import { GeneralisationPanel } from './generalisationPanel';
import { MatrixPanel } from './matrixPanel';
import { MetadataPanel } from './metadataPanel';
import { PrevalencePanel } from './prevalencePanel';
import { ReliabilityPanel } from './reliabilityPanel';
import { replayable } from './replayOfMatrix';
import { ScoresPanel } from './scoresPanel';
import { StateNote } from './stateNote';
import { type StrataView, viewFilter } from './strataQuery';
import { strataRows } from './strataRows';
import { type StrataState, strataState } from './strataState';
import { StratumPanels } from './stratumPanels';
import { VariablesPanel } from './variablesPanel';

type Props = { view: StrataView; confounders: Confounders; mix: string | undefined };

/** Everything under the answer; what cannot be told of a state is left out, and the state says so. */
export async function StrataPanels({ view, confounders, mix }: Props) {
  const filter = viewFilter(view);
  const { model, finding, by } = view;
  const [statistics, matrix, distributions, curves, generalisation, added] = await Promise.all([
    getStatistics(filter, by),
    getSiteMatrix(filter, by),
    getDistributions(filter, by),
    getReliability(filter, by),
    getGeneralisation(finding, periodOf(view)),
    readAnalysis('added-auc', { model, finding }),
  ]);
  const state = strataState(statistics);
  if (state === 'no_cases') return <StateNote state={state} confounders={confounders} view={view} />;
  const rows = strataRows(statistics);
  const version = statistics.definitionVersion;
  return (
    <div className="stack">
      <StateNote state={state} confounders={confounders} view={view} />
      <div className="strata-pair wide-first">
        <VariablesPanel confounders={confounders} view={view} />
        {isSplit(matrix) ? <DecompositionPanel matrix={matrix} /> : <CoveragePanel {...{ confounders, view }} />}
      </div>
      <StratumPanels statistics={statistics} rows={rows} view={view} />
      <div className="strata-pair">
        <ScoresPanel distributions={distributions} view={view} />
        {hasLabels(state) && <ReliabilityPanel curves={curves} rows={rows} view={view} />}
      </div>
      {isSplit(matrix) && <Mixes matrix={matrix} mix={mix} statistics={statistics} />}
      <div className="strata-pair">
        <MetadataPanel state={added} view={view} version={version} hasLabels={hasLabels(state)} />
        {isSplit(matrix) && <CoveragePanel {...{ confounders, view }} />}
      </div>
      <GeneralisationPanel generalisation={generalisation} />
    </div>
  );
}

/** Pairs of strata, and another mix of them; both need two strata. */
function Mixes({ matrix, mix, statistics }: { matrix: SiteMatrix; mix: string | undefined; statistics: Statistics }) {
  const { model, finding, by } = matrix;
  const strata = matrix.strata.map(({ stratum }) => stratum).join('\n');
  return (
    <div className="strata-pair">
      <MatrixPanel matrix={matrix} />
      {replayable(matrix.strata, matrix.cells).length > 1 && (
        <PrevalencePanel
          key={`${model} ${finding} ${by} ${strata} ${JSON.stringify(statistics.period.from)}`}
          matrix={matrix}
          mix={mix}
        />
      )}
    </div>
  );
}

/** There is a pooled AUC, and more than one stratum that it can be split by. */
const isSplit = ({ auc, strata }: SiteMatrix): boolean => auc.pooled.value !== null && strata.length > 1;
const hasLabels = (state: StrataState): boolean => state !== 'no_labels';

/** Versions are compared on all sites, of the same period. */
function periodOf({ from, to }: StrataView) {
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
