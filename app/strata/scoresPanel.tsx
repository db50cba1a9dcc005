import { type RidgeKind, Ridgeline, type RidgeRow } from '@/app/chart/ridgeline';
import { count, plural } from '@/app/format/number';
import { probability } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import type { Distributions, ScoreDistribution } from '@/server/queries/distributions';
import { AsOf } from './asOf';
import { distributionsCsv } from './scoresCsv';
import { type StrataView, stratumCasesHref } from './strataQuery';
import { stratumName, VARIABLES } from './variables';

/** More strata than this are not compared by eye. */
export const MOST_DRAWN = 12;

/** Scores of the healthy by stratum; without labels those of all cases, which prove less. */
export function ScoresPanel({ distributions, view }: { distributions: Distributions; view: StrataView }) {
  const kind = kindOf(distributions);
  const drawn = distributions[kind].filter(({ n }) => n > 0).slice(0, MOST_DRAWN);
  const finding = findingName(view.finding);
  const left = distributions[kind].filter(({ n }) => n > 0).length - drawn.length;
  return (
    <section className="panel" aria-label="Scores by stratum">
      <header>
        <h2>{kind === 'negatives' ? `Scores of cases without ${finding}` : 'Scores of cases without a label'}</h2>
        <span className="q">
          {kind === 'negatives' ? 'alike everywhere, if nothing is followed' : 'sick and healthy together'}
        </span>
        <span className="tools">
          <a
            href={csvDataUrl(distributionsCsv(distributions))}
            download={`scores-${view.model}-${view.finding}-${view.by}.csv`}
          >
            CSV
          </a>
        </span>
      </header>
      <div className="body">
        <Ridgeline
          label={`Scores by ${VARIABLES[view.by].one}`}
          bins={distributions}
          rows={drawn.map((scores) => ridge(scores, kind, view))}
          textName="Median"
        />
      </div>
      <footer>
        Each area is 1, whatever its n. {left > 0 && `The ${MOST_DRAWN} largest; ${plural(left, 'more')} in the CSV. `}
        <AsOf asOf={distributions.asOf} version={distributions.definitionVersion} />
      </footer>
    </section>
  );
}

/** Healthy cases where there are any with a label. */
function kindOf({ negatives }: Distributions): RidgeKind & keyof Distributions {
  return negatives.some(({ n }) => n > 0) ? 'negatives' : 'unlabelled';
}

function ridge(scores: ScoreDistribution, kind: RidgeKind, view: StrataView): RidgeRow {
  const { stratum, n } = scores;
  return {
    key: stratum,
    name: stratumName(view.by, stratum),
    under: `n ${count(n)}`,
    href: stratumCasesHref(view, stratum, { truth: kind === 'negatives' ? '0' : 'none' }),
    text: scores.quartiles === null ? 'under 10' : probability(scores.quartiles.median),
    series: [{ kind, scores }],
  };
}
