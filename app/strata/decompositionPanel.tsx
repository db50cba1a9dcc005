import { type ForestAxis, ForestPlot, type ForestRow } from '@/app/chart/forestPlot';
import { plural } from '@/app/format/number';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import type { DefinitionName } from '@/app/panel/definitions';
import type { AucFigures } from '@/server/queries/aucSummary';
import type { SiteMatrix } from '@/server/queries/siteMatrix';
import { AsOf } from './asOf';
import { aucChange, aucThree, changeEnds, threeEnds } from './aucThree';
import { PairsBar } from './pairsBar';
import { pairsStory } from './pairsStory';
import { decompositionCsv } from './strataCsv';
import { stratumName, VARIABLES } from './variables';

const AXIS: ForestAxis = {
  name: 'AUC',
  from: 0.5,
  to: 1,
  ticks: [0.5, 0.6, 0.7, 0.8, 0.9, 1].map((at) => ({ at, text: at === 1 ? '1' : at.toFixed(1).slice(1) })),
};

/** What the pooled AUC is made of: pairs within a stratum and pairs of two, and what the strata add to it. */
export function DecompositionPanel({ matrix }: { matrix: SiteMatrix }) {
  const { by, auc, definitionVersion: version } = matrix;
  const { one, many } = VARIABLES[by];
  const story = pairsStory(auc, one, many);
  return (
    <section className="panel" aria-label="What the pooled AUC is made of">
      <header>
        <h2>What the headline AUC is made of</h2>
        <span className="q">how much is the {one}?</span>
        <span className="tools">
          <a href={csvDataUrl(decompositionCsv(matrix))} download={`auc-${matrix.model}-${matrix.finding}-${by}.csv`}>
            CSV
          </a>
        </span>
      </header>
      <div className="body stack">
        {story !== null && <p className="strata-story">{story}</p>}
        {auc.withinPairs !== null && <PairsBar withinPairs={auc.withinPairs} one={one} many={many} />}
        <ForestPlot
          label={`AUCs of the cohort by ${one}`}
          axis={AXIS}
          head={{ name: 'AUC of', value: '95 % interval' }}
          rows={rowsOf(matrix)}
          version={version}
        />
        <Lift matrix={matrix} />
      </div>
      <footer>
        Intervals take images as independent. <AsOf asOf={matrix.asOf} version={version} />
      </footer>
    </section>
  );
}

function rowsOf({ by, auc }: SiteMatrix): ForestRow[] {
  const { one, many } = VARIABLES[by];
  const row = (definition: DefinitionName, name: string, under: string, figures: AucFigures): ForestRow => ({
    key: definition,
    definition,
    ...{ name, under, value: figures.value, low: figures.low, high: figures.high },
    text: figures.value === null ? null : aucThree(figures.value),
    interval: threeEnds(figures.low, figures.high),
    missing: 'too few cases',
  });
  const alone = { value: auc.prevalenceOnly, low: null, high: null, errorBound: null };
  return [
    row('pooledByStrata', 'Pooled', 'all pairs', auc.pooled),
    row('withinAuc', `Within ${many}`, `pairs of one ${one}`, auc.within),
    row('betweenAuc', `Between ${many}`, `pairs of two ${many}`, auc.between),
    row('adjustedAuc', 'Adjusted', `mean of each ${one}’s own, by its cases`, auc.adjusted),
    {
      ...row('prevalenceOnly', 'Prevalence alone', `knows the ${one}, never the image`, alone),
      interval: 'no interval',
    },
  ];
}

/** Pooled less adjusted, in words; and which strata it leaves out. */
function Lift({ matrix: { by, auc, definitionVersion } }: { matrix: SiteMatrix }) {
  const { lift, left } = auc;
  const { one, many } = VARIABLES[by];
  const term = (
    <Definition of="lift" version={definitionVersion}>
      Lift
    </Definition>
  );
  const out =
    left.length === 0
      ? ''
      : ` Without ${plural(left.length, one, many)} of under 30 cases with or without it (${left.map((stratum) => stratumName(by, stratum)).join(', ')}).`;
  if (lift.value === null) {
    return (
      <p className="small dim">
        {term}: not told; it needs two {many} with 30 cases with and 30 without the finding.
      </p>
    );
  }
  const told = lift.low !== null && lift.high !== null && (lift.low > 0 || lift.high < 0);
  const adds = told
    ? lift.value > 0
      ? `The mix of ${many} lifts the headline figure by that much.`
      : `The mix of ${many} lowers the headline figure by that much.`
    : `Its interval holds 0: the mix of ${many} is not seen to lift the headline figure.`;
  return (
    <p className="small dim">
      {term} (pooled less adjusted): <b className="strong ink">{aucChange(lift.value)}</b>,{' '}
      {changeEnds(lift.low, lift.high) ?? 'no interval'}. {adds}
      {out}
    </p>
  );
}
