import { withBase } from '@/app/shell/basePath';
import type { Statistics } from '@/server/queries/statistics';
import { AsOf } from './asOf';
import { DecisionTable, thresholdWords } from './decisionTable';
import type { StratumRow } from './strataColumns';
import { type StrataView, viewFilter } from './strataQuery';
import { StrataTable } from './strataTable';
import { VARIABLES } from './variables';

type Props = { statistics: Statistics; rows: readonly StratumRow[]; view: StrataView };

/** The strata with their figures, then what one threshold gives in each. */
export function StratumPanels({ statistics, rows, view }: Props) {
  const { asOf, definitionVersion: version } = statistics;
  const { one, many } = VARIABLES[view.by];
  const csv = withBase(
    `/api/v1/statistics?${new URLSearchParams({ ...viewFilter(view), by: view.by, format: 'csv' })}`,
  );
  return (
    <>
      <section className="panel" aria-label={`Figures by ${one}`}>
        <header>
          <h2>By {one}</h2>
          <span className="q">each links to its cases</span>
          <span className="tools">
            <a href={csv}>CSV</a>
          </span>
        </header>
        <div className="body">
          <StrataTable rows={rows} view={view} version={version} />
        </div>
        <footer>
          Under a figure: its 95 % interval, images treated as independent. AUC is of pairs within one {one}. Effect:
          the chance that a healthy case scores higher here than in the {one} with most healthy cases; tick: .5, no
          effect. Figures of under 10 cases with or without the finding are not told.{' '}
          <AsOf asOf={asOf} version={version} />
        </footer>
      </section>
      <Decisions statistics={statistics} rows={rows} view={view} csv={csv} many={many} />
    </>
  );
}

function Decisions({ statistics, rows, view, csv, many }: Props & { csv: string; many: string }) {
  const { total, asOf, definitionVersion: version } = statistics;
  if (total.decisions.length === 0) return null;
  return (
    <div className="stack">
      {total.decisions.map((decision) => (
        <section key={decision.of} className="panel" aria-label={`Decisions: ${thresholdWords(decision)}`}>
          <header>
            <h2>{decision.of === 'manifest' ? 'At its own threshold' : 'At 95 % sensitivity'}</h2>
            <span className="q">{thresholdWords(decision)}</span>
            <span className="tools">
              <a href={csv}>CSV</a>
            </span>
          </header>
          <div className="body">
            <DecisionTable rows={rows} view={view} of={decision.of} version={version} />
          </div>
          <footer>
            One threshold for all {many}. <AsOf asOf={asOf} version={version} />
          </footer>
        </section>
      ))}
    </div>
  );
}
