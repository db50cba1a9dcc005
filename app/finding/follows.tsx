import { aucEnds, aucNumber } from '@/app/chart/aucText';
import { EFFECT_AXIS, ForestPlot, type ForestRow } from '@/app/chart/forestPlot';
import { count } from '@/app/format/number';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import { PageLink } from '@/app/shell/pageLink';
import { Verdict } from '@/app/siteEffect/verdict';
import { AsOf } from '@/app/strata/asOf';
import { variablesCsv } from '@/app/strata/strataCsv';
import { stratumName, VARIABLES } from '@/app/strata/variables';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Confounder, Confounders } from '@/server/queries/confounders';
import { type FindingView, viewHref, viewStrataHref } from './findingQuery';

type Props = { confounders: Confounders; view: FindingView; by: Stratifier };

/** Every variable as something the score may follow: among cases without the finding, its stratum that differs most. */
export function Follows({ confounders, view, by }: Props) {
  const rows = confounders.variables.map((variable) => rowOf(variable, view, by));
  const version = confounders.definitionVersion;
  return (
    <section className="panel" id="follows">
      <header>
        <h2>Who it follows</h2>
        <span className="q">among cases without the finding; a name chooses what this page compares by</span>
        <span className="tools">
          <PageLink className="link" href={viewStrataHref(view, by)}>
            All strata
          </PageLink>
          <a
            href={csvDataUrl(variablesCsv(confounders))}
            download={`follows-${confounders.model}-${confounders.finding}.csv`}
          >
            CSV
          </a>
        </span>
      </header>
      <div className="body">
        <ForestPlot
          rows={rows}
          axis={EFFECT_AXIS}
          head={{ name: 'Variable, strata', value: 'AUC of the score', n: 'n', word: 'Grade' }}
          label="AUC of the score for each variable among cases without the finding, with 95 % intervals"
          version={version}
        />
      </div>
      <footer>
        Upright line: .5, no effect; shaded: under the weak limit; short ticks: the strong one.{' '}
        <Definition of="effectOfVariable" version={version}>
          The effect
        </Definition>{' '}
        of the stratum furthest from .5 against the largest; intervals are not adjusted for the number of variables. Age
        and sex may move a score because patients differ. <AsOf asOf={confounders.asOf} version={version} />
      </footer>
    </section>
  );
}

const NONE: Record<NonNullable<Confounder['none']>, string> = {
  no_truths: 'no labels',
  one_stratum: 'nothing to compare',
  fewer_than_10_negatives: 'too few cases',
  being_recounted: 'being recounted',
};

function rowOf({ by, worst, none }: Confounder, view: FindingView, current: Stratifier): ForestRow {
  const row = { key: by, name: VARIABLES[by].name, href: viewHref(view, { by }), current: by === current };
  if (worst === null) {
    const missing = none === null ? 'not told' : NONE[none];
    return { ...row, value: null, low: null, high: null, text: null, interval: null, missing };
  }
  const { aucOfScore, n, referenceN } = worst.negatives;
  const { value, low, high } = aucOfScore;
  return {
    ...row,
    under: `${stratumName(by, worst.stratum)} vs ${stratumName(by, worst.reference)}`,
    ...{ value, low, high },
    text: value === null ? null : aucNumber(value),
    interval: aucEnds(low, high),
    n: (
      <>
        {count(n)}
        <span className="under">vs {count(referenceN)}</span>
      </>
    ),
    word: <Verdict grade={worst.grade} />,
    tone: worst.grade,
  };
}
