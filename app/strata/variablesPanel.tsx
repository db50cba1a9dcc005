import { aucEnds, aucNumber } from '@/app/chart/aucText';
import { EFFECT_AXIS, ForestPlot, type ForestRow } from '@/app/chart/forestPlot';
import { count } from '@/app/format/number';
import { findingName } from '@/app/matrix/findingName';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import { Verdict } from '@/app/siteEffect/verdict';
import type { Confounder, Confounders } from '@/server/queries/confounders';
import { AsOf } from './asOf';
import { variablesCsv } from './strataCsv';
import { type StrataView, strataHref } from './strataQuery';
import { stratumName, VARIABLES } from './variables';

/** Every variable's stratum that stands out most among healthy cases; a click chooses the variable. */
export function VariablesPanel({ confounders, view }: { confounders: Confounders; view: StrataView }) {
  const version = confounders.definitionVersion;
  return (
    <section className="panel" aria-label="Effect of every variable">
      <header>
        <h2>Which variable does it follow?</h2>
        <span className="q">among cases without {findingName(view.finding)}</span>
        <span className="tools">
          <a href={csvDataUrl(variablesCsv(confounders))} download={`variables-${view.model}-${view.finding}.csv`}>
            CSV
          </a>
        </span>
      </header>
      <div className="body">
        <ForestPlot
          label="Effect of every variable among cases without the finding"
          axis={EFFECT_AXIS}
          head={{ name: 'Variable', value: 'AUC', n: 'n without it', word: 'Grade' }}
          rows={confounders.variables.map((variable) => rowOf(variable, view))}
        />
      </div>
      <footer>
        Of each variable the stratum that differs most: the chance that the one named first scores{' '}
        <Definition of="effectOfVariable" version={version}>
          higher
        </Definition>{' '}
        among the healthy. Upright line: .5, no effect; shaded: under the weak limit; short ticks: the strong one. Thick
        line: 95 % interval.{' '}
        <Definition of="siteEffectGrade" version={version}>
          Graded
        </Definition>{' '}
        from 100 cases on either side; limits are fixed in advance and not adjusted for the number of variables.{' '}
        <AsOf asOf={confounders.asOf} version={version} />
      </footer>
    </section>
  );
}

function rowOf(variable: Confounder, view: StrataView): ForestRow {
  const { by, worst, none, strata } = variable;
  const { value = null, low = null, high = null } = worst?.negatives.aucOfScore ?? {};
  const shared = {
    key: by,
    name: VARIABLES[by].name,
    href: strataHref(view, { by }),
    current: by === view.by,
    value,
    low,
    high,
  };
  if (worst === null || value === null) {
    const missing = none === null ? 'not told' : NONE_WORDS[none];
    return { ...shared, text: null, interval: null, missing, under: strataWords(strata, by) };
  }
  return {
    ...shared,
    under: `${stratumName(by, worst.stratum)} against ${stratumName(by, worst.reference)}`,
    text: aucNumber(value),
    interval: aucEnds(low, high),
    n: (
      <>
        {count(worst.negatives.n)}
        <span className="under">vs {count(worst.negatives.referenceN)}</span>
      </>
    ),
    word: <Verdict grade={worst.grade} />,
    tone: worst.grade,
  };
}

const strataWords = (n: number, by: Confounder['by']): string =>
  n === 0 ? 'no cases' : `${count(n)} ${n === 1 ? VARIABLES[by].one : VARIABLES[by].many}`;

const NONE_WORDS: Record<NonNullable<Confounder['none']>, string> = {
  no_truths: 'no labels',
  one_stratum: 'nothing to compare',
  fewer_than_10_negatives: 'too few cases',
  being_recounted: 'being counted',
};
