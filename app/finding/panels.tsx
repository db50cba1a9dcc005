import { GeneralisationPanel } from '@/app/strata/generalisationPanel';
import type { ModelVersionSummary } from '@/server/queries/models';
import { Calibration } from './calibration';
import { Decisions } from './decisions';
import { Discrimination } from './discrimination';
import type { FindingView } from './findingQuery';
import { Follows } from './follows';
import { Outside } from './outside';
import type { FindingRead } from './readFinding';
import { Scores } from './scores';
import { Telling } from './telling';

type Props = { read: FindingRead; view: FindingView; model: ModelVersionSummary };

/** The panels under the answer, what decides before what explains. */
export function Panels({ read, view, model }: Props) {
  const { by, statistics, confounders, distributions, reliability, generalisation, outsideCounts, patients } = read;
  const threshold = model.findings.find(({ name }) => name === view.finding)?.threshold ?? null;
  const isWhole = view.from === undefined && view.to === undefined;
  return (
    <div className="finding-grid">
      <Discrimination statistics={statistics} by={by} patients={patients} whole={isWhole} />
      <Follows confounders={confounders} view={view} by={by} />
      <Scores distributions={distributions} by={by} threshold={threshold} />
      <Calibration statistics={statistics} reliability={reliability} distributions={distributions} by={by} />
      <Decisions statistics={statistics} by={by} view={view} />
      <GeneralisationPanel generalisation={generalisation} />
      <Outside
        statistics={statistics}
        counts={outsideCounts}
        hasMap={model.saliency.available.length > 0}
        view={view}
        by={by}
      />
      <Telling view={view} statistics={statistics} distributions={distributions} />
    </div>
  );
}
