import type { Confounders } from '@/server/queries/confounders';
import type { Distributions } from '@/server/queries/distributions';
import type { Generalisation } from '@/server/queries/generalisation';
import type { Reliability } from '@/server/queries/reliability';
import type { SiteMatrix } from '@/server/queries/siteMatrix';
import { csv } from './csv';
import { AUC_HEADER, aucCells, EFFECT_HEADER, effectCells } from './effectColumns';

// Comparisons of strata as tables, one row a figure.

const END = ['definition_version', 'as_of'];
const end = (told: { definitionVersion: string; asOf: string }): string[] => [told.definitionVersion, told.asOf];

/** One row a cell; the decomposition is in the table of the statistics. */
export function siteMatrixCsv(matrix: SiteMatrix): string {
  const header = ['model', 'finding', 'by', 'positives_of', 'negatives_of', 'positives', 'negatives'];
  const strata = new Map(matrix.strata.map((stratum) => [stratum.stratum, stratum]));
  const rows = matrix.cells.map((cell) => [
    ...[matrix.model, matrix.finding, matrix.by, cell.positivesOf, cell.negativesOf],
    ...[strata.get(cell.positivesOf)?.positives ?? null, strata.get(cell.negativesOf)?.negatives ?? null],
    ...aucCells(cell),
    ...end(matrix),
  ]);
  return csv([...header, ...AUC_HEADER, ...END], rows);
}

/** One row a stratum against its reference; what belongs to the variable is repeated in each of its rows. */
export function confoundersCsv(told: Confounders): string {
  const rows = told.variables.flatMap((variable) =>
    (variable.effects.length > 0 ? variable.effects : [null]).map((effect) => [
      ...[told.model, told.finding, variable.by, variable.strata, variable.none, variable.etaSquared],
      ...[variable.information?.bits ?? null, variable.prevalenceOnly, told.pooled.value, variable.adjusted.value],
      ...[variable.lift.value, variable.lift.low, variable.lift.high],
      ...effectCells(effect),
      ...end(told),
    ]),
  );
  const variable = ['model', 'finding', 'by', 'strata', 'none', 'eta_squared_of_all', 'mutual_information_bits'];
  const aucs = ['prevalence_only_auc', 'auc', 'auc_adjusted', 'auc_lift', 'auc_lift_low_95', 'auc_lift_high_95'];
  return csv([...variable, ...aucs, ...EFFECT_HEADER, ...END], rows);
}

/** One row a version and site, and one each for all inside and all outside of its training. */
export function generalisationCsv(told: Generalisation): string {
  const rows = told.rows.flatMap(({ model, trainedOn, sites, internal, external, drop }) => {
    const start = [model, told.finding, trainedOn?.join('; ') ?? null];
    const pooled = (name: string, auc: typeof internal, rest: (number | null)[]) => [
      ...[...start, name, null, null, null],
      ...aucCells({ ...auc, suppressed: null }),
      ...rest,
      ...end(told),
    ];
    const none = [null, null, null, null];
    return [
      ...sites.map((cell) => [
        ...[...start, cell.site, cell.internal, cell.positives, cell.negatives],
        ...aucCells(cell),
        ...none,
        ...end(told),
      ]),
      pooled('all internal', internal, [drop.value, drop.low, drop.high, drop.p]),
      pooled('all external', external, none),
    ];
  });
  const start = ['model', 'finding', 'trained_on', 'site', 'internal', 'positives', 'negatives'];
  return csv([...start, ...AUC_HEADER, 'drop', 'drop_low_95', 'drop_high_95', 'drop_p', ...END], rows);
}

/** One row a filled bin. */
export function distributionsCsv(told: Distributions): string {
  const rows = (['negatives', 'positives', 'unlabelled'] as const).flatMap((truth) =>
    told[truth].flatMap(({ stratum, counts }) =>
      counts.flatMap((count, bin) => {
        const from = told.from + bin * told.width;
        const place = [told.model, told.finding, told.by, stratum, truth, from, from + told.width];
        return count === 0 ? [] : [[...place, count, ...end(told)]];
      }),
    ),
  );
  return csv(['model', 'finding', 'by', 'stratum', 'truth', 'logit_from', 'logit_to', 'count', ...END], rows);
}

/** One row a point. */
export function reliabilityCsv(told: Reliability): string {
  const rows = told.curves.flatMap(({ stratum, points }) =>
    points.map(({ n, predicted, observed, lowest, highest }) => [
      ...[told.model, told.finding, stratum === null ? null : told.by, stratum ?? 'total', n, lowest, highest],
      ...[predicted, observed.value, observed.low, observed.high],
      ...end(told),
    ]),
  );
  const header = ['model', 'finding', 'by', 'stratum', 'n', 'lowest', 'highest', 'predicted'];
  return csv([...header, 'observed', 'observed_low_95', 'observed_high_95', ...END], rows);
}
