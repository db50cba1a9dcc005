import { Ridgeline, type RidgeRow } from '@/app/chart/ridgeline';
import { count } from '@/app/format/number';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { AsOf } from '@/app/strata/asOf';
import { distributionsCsv } from '@/app/strata/scoresCsv';
import { stratumName, VARIABLES } from '@/app/strata/variables';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Distributions } from '@/server/queries/distributions';
import { SHOWN_STRATA } from './discriminationRows';
import { percentileMarks } from './percentileMarks';

type Props = { distributions: Distributions; by: Stratifier; threshold: number | null };

/** How the scores lie, with and without the finding, in each stratum; and what a probability is as a percentile. */
export function Scores({ distributions, by, threshold }: Props) {
  const rows = ridgeRows(distributions, by);
  const marks = percentileMarks(distributions);
  return (
    <section className="panel" id="scores">
      <header>
        <h2>Scores</h2>
        <span className="q">do healthy patients of every {VARIABLES[by].one} score alike?</span>
        <span className="tools">
          <a
            href={csvDataUrl(distributionsCsv(distributions))}
            download={`scores-${distributions.model}-${distributions.finding}.csv`}
          >
            CSV
          </a>
        </span>
      </header>
      <div className="body stack">
        <Ridgeline
          rows={rows}
          bins={distributions}
          threshold={threshold}
          label={`Distribution of the score by ${VARIABLES[by].one}, with and without the finding`}
        />
        {marks.length > 0 && (
          <p className="small dim">
            As percentiles of all cases:{' '}
            {marks
              .map(({ probability, percentile }) => `${probability * 100}\u00a0% is p${Math.round(percentile)}`)
              .join(', ')}
            .
          </p>
        )}
      </div>
      <footer>
        Each area is 1, however many cases; the axis leaves out the outermost 0.2{'\u00a0'}% at either end.{' '}
        <AsOf asOf={distributions.asOf} version={distributions.definitionVersion} />
      </footer>
    </section>
  );
}

/** Strata with most cases first; cases without a label are drawn only where no case has one. */
export function ridgeRows({ negatives, positives, unlabelled }: Distributions, by: Stratifier): RidgeRow[] {
  const all = { negatives, positives, unlabelled };
  const labelled = [...negatives, ...positives].some(({ n }) => n > 0);
  const kinds = labelled ? (['negatives', 'positives'] as const) : (['unlabelled'] as const);
  return negatives
    .map(({ stratum }) => {
      const series = kinds.flatMap((kind) => {
        const scores = all[kind].find((one) => one.stratum === stratum);
        return scores === undefined || scores.n === 0 ? [] : [{ kind, scores }];
      });
      const n = series.map(({ scores }) => count(scores.n)).join(' / ');
      return { key: stratum, name: stratumName(by, stratum), under: `n ${n}`, series };
    })
    .filter(({ series }) => series.length > 0)
    .slice(0, SHOWN_STRATA);
}
