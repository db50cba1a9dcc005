import { csv } from '@/server/api/csv';
import type { Confounders } from '@/server/queries/confounders';
import type { Generalisation } from '@/server/queries/generalisation';
import type { SiteMatrix } from '@/server/queries/siteMatrix';

type Cell = string | number | null;

/** The effect of every stratum of every variable among cases without the finding, a row each. */
export function variablesCsv({ model, finding, variables, asOf, definitionVersion }: Confounders): string {
  const head = ['model', 'finding', 'by', 'stratum', 'reference', 'auc_of_score', 'low_95', 'high_95', 'gap_logit'];
  const more = ['n_without', 'reference_n_without', 'grade', 'gradient', 'definition_version', 'as_of'];
  const rows = variables.flatMap(({ effects }) =>
    effects.map(({ by, stratum, reference, negatives: { aucOfScore, gapLogit, n, referenceN }, grade, gradient }) => [
      ...[model, finding, by, stratum, reference, aucOfScore.value, aucOfScore.low, aucOfScore.high, gapLogit.value],
      ...[n, referenceN, grade, gradient, definitionVersion, asOf],
    ]),
  );
  return csv([...head, ...more], rows);
}

/** The matrix of pairs of strata, a row per cell. */
export function matrixCsv({ model, finding, by, strata, cells, asOf, definitionVersion }: SiteMatrix): string {
  const counts = new Map(strata.map((one) => [one.stratum, one]));
  const rows = cells.map(({ positivesOf, negativesOf, value, low, high, errorBound, suppressed }): Cell[] => [
    ...[model, finding, by, positivesOf, negativesOf, value, low, high, errorBound, suppressed],
    ...[counts.get(positivesOf)?.positives ?? null, counts.get(negativesOf)?.negatives ?? null],
    ...[definitionVersion, asOf],
  ]);
  const head = ['model', 'finding', 'by', 'positives_of', 'negatives_of', 'auc', 'low_95', 'high_95', 'error_bound'];
  return csv([...head, 'suppressed', 'n_positives', 'n_negatives', 'definition_version', 'as_of'], rows);
}

/** What a pooled AUC is made of, a row per figure. */
export function decompositionCsv({ model, finding, by, auc, asOf, definitionVersion }: SiteMatrix): string {
  const { pooled, adjusted, within, between, lift, prevalenceOnly, withinPairs } = auc;
  const none = { low: null, high: null, errorBound: null };
  const figures = {
    ...{ pooled, adjusted, within, between, lift },
    prevalence_only: { value: prevalenceOnly, ...none },
    within_pairs: { value: withinPairs, ...none },
  };
  const rows = Object.entries(figures).map(([name, { value, low, high, errorBound }]): Cell[] => [
    ...[model, finding, by, name, value, low, high, errorBound, definitionVersion, asOf],
  ]);
  const head = ['model', 'finding', 'by', 'figure', 'value', 'low_95', 'high_95', 'error_bound'];
  return csv([...head, 'definition_version', 'as_of'], rows);
}

/** Share of cases with a label by stratum, of every variable. */
export function coverageCsv({ model, finding, variables, asOf, definitionVersion }: Confounders): string {
  const rows = variables.flatMap(({ by, coverage }) =>
    coverage.map(({ stratum, n, labelled, share }): Cell[] => [
      ...[model, finding, by, stratum, n, labelled, share?.value ?? null, share?.low ?? null, share?.high ?? null],
      ...[definitionVersion, asOf],
    ]),
  );
  const head = ['model', 'finding', 'by', 'stratum', 'n', 'labelled', 'share', 'low_95', 'high_95'];
  return csv([...head, 'definition_version', 'as_of'], rows);
}

/** Every version on every site, then its internal and external cases, a row each. */
export function generalisationCsv({ finding, rows, asOf, definitionVersion }: Generalisation): string {
  const lines = rows.flatMap(({ model, sites, internal, external }) => {
    const pooled = [
      { site: 'internal', kind: 'internal', ...internal },
      { site: 'external', kind: 'external', ...external },
    ];
    const own = sites.map((cell) => ({ ...cell, kind: 'site' }));
    return [...own, ...pooled].map(({ kind, site, value, low, high }): Cell[] => [
      ...[model, finding, kind, site, value, low, high, definitionVersion, asOf],
    ]);
  });
  const head = ['model', 'finding', 'kind', 'site', 'auc', 'low_95', 'high_95', 'definition_version', 'as_of'];
  return csv(head, lines);
}
