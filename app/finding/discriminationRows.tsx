import type { ForestAxis, ForestRow } from '@/app/chart/forestPlot';
import { count } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { SUPPRESSED_WORDS } from '@/app/siteEffect/words';
import { aucThree, threeEnds } from '@/app/strata/aucThree';
import { stratumName, VARIABLES } from '@/app/strata/variables';
import type { PatientIntervals } from '@/server/analysis/kinds';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Statistics } from '@/server/queries/statistics';
import { COMPARED, positivesOf } from './findingWords';

/** Strata that are drawn beside the pooled figures; the page of strata has them all. */
export const SHOWN_STRATA = 6;

type Named = Pick<ForestRow, 'key' | 'name' | 'under'> & Partial<ForestRow>;
type Estimate = { value: number | null; low: number | null; high: number | null };

const row = (named: Named, { value, low, high }: Estimate, missing = 'too few'): ForestRow => ({
  ...{ value, low, high, missing },
  text: value === null ? null : aucThree(value),
  interval: threeEnds(low, high),
  ...named,
});

/** AUCs of a finding on one axis: as reported, by patients when they have been counted, and like with like. */
export function discriminationRows(
  statistics: Statistics,
  by: Stratifier,
  patients: PatientIntervals | null,
): ForestRow[] {
  const { total, auc } = statistics;
  const n = positivesOf(total.positives, total.labelled);
  const why = total.auc.suppressed === null ? 'too few' : SUPPRESSED_WORDS[total.auc.suppressed];
  const pooled = row(
    { key: 'pooled', name: 'Pooled, as reported', under: COMPARED.pooled, n, definition: 'pooledByStrata' },
    total.auc,
    why,
  );
  if (auc === null) return [pooled];
  const one = VARIABLES[by].one;
  const entered = auc.entered.length;
  const few = entered < 2 ? `under two ${VARIABLES[by].many} with 30 of each kind` : 'too few';
  return [
    pooled,
    ...byPatients(patients),
    ...strataRows(statistics, by),
    row(
      {
        ...{ key: 'adjusted', name: `Adjusted for ${one}`, under: COMPARED.adjusted, definition: 'adjustedAuc' },
        n: `${count(entered)} ${entered === 1 ? one : VARIABLES[by].many}`,
      },
      auc.adjusted,
      few,
    ),
    row(
      {
        ...{ key: 'within', name: `Pairs within a ${one}`, under: COMPARED.within, definition: 'withinAuc' },
        n: auc.withinPairs === null ? '' : `${percent(auc.withinPairs)} of pairs`,
      },
      auc.within,
    ),
    row(
      {
        ...{ key: 'prevalence', name: `The ${one} alone, no image`, under: COMPARED.prevalenceOnly, tone: 'few', n },
        definition: 'prevalenceOnly',
      },
      { value: auc.prevalenceOnly, low: null, high: null },
      'no labels',
    ),
  ];
}

function byPatients(patients: PatientIntervals | null): ForestRow[] {
  if (patients?.auc == null) return [];
  const n = `${count(patients.patients)} patients`;
  return [row({ key: 'patients', name: 'Pooled, by patient', under: COMPARED.patients, n }, patients.auc)];
}

/** The strata's own AUCs, most cases with the finding first. */
function strataRows({ strata }: Statistics, by: Stratifier): ForestRow[] {
  return strata
    .filter(({ auc }) => auc.value !== null)
    .toSorted((a, b) => b.positives - a.positives)
    .slice(0, SHOWN_STRATA)
    .map(({ stratum, auc, positives, labelled }) => {
      const name = stratum[by] ?? '';
      return row(
        {
          ...{ key: `stratum ${name}`, name: `Within ${stratumName(by, name)}`, under: undefined },
          n: positivesOf(positives, labelled),
        },
        auc,
      );
    });
}

/** An axis of AUCs from just under the lowest interval, at most from .5, to 1. */
export function aucAxis(rows: readonly ForestRow[]): ForestAxis {
  const lowest = Math.min(0.5, ...rows.flatMap(({ value, low }) => [value ?? 1, low ?? 1]));
  const from = Math.floor(lowest * 10) / 10;
  const marks = Array.from(
    { length: Math.round((1 - from) * 10) + 1 },
    (_, i) => Math.round((from + i / 10) * 10) / 10,
  );
  const shown = marks.length > 7 ? marks.filter((_, i) => i % 2 === (marks.length - 1) % 2) : marks;
  return {
    name: 'AUC',
    ...{ from, to: 1, none: 0.5 },
    ticks: shown.map((at) => ({ at, text: at === 1 || at === 0 ? String(at) : at.toFixed(1).slice(1) })),
  };
}
