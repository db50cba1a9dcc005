import { filterOf, type SearchParams, single } from '@/app/caseList/caseQuery';
import { type RollupFilter, STRATIFIERS, type Stratifier } from '@/server/cohort/cohortFilter';
import type { Confounder } from '@/server/queries/confounders';

/** What the page shows: one finding of one version (`name@version`), in a period, by a variable. */
export type FindingView = {
  model: string;
  finding: string;
  by: Stratifier | undefined;
  from: string | undefined;
  to: string | undefined;
};

/** The view in an address; values that are not valid are left out, so that an old link still opens. */
export function findingView(model: string, finding: string, params: SearchParams): FindingView {
  const { from, to } = filterOf(params);
  const { by } = single(params);
  return { model, finding, by: STRATIFIERS.find((stratifier) => stratifier === by), from, to };
}

/** Address of the page, `change` says what is to be other than in `view`. */
export function viewHref(view: FindingView, change: Partial<FindingView> = {}): string {
  const { model, finding, ...rest } = { ...view, ...change };
  const query = new URLSearchParams(told(rest));
  const path = findingPath(model, finding);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** Address of a finding's page, without conditions. */
export const findingPath = (model: string, finding: string): `/${string}` =>
  `/findings/${encodeURIComponent(model)}/${encodeURIComponent(finding)}`;

/** The cases of the view as rollups count them; absent keys stay absent. */
export const viewFilter = ({ model, finding, from, to }: FindingView): RollupFilter => ({
  ...{ model, finding },
  ...told({ from, to }),
});

/** The same with more conditions in the case list, by default the highest score first. */
export function viewCasesHref(view: FindingView, more: Record<string, string> = {}): string {
  return `/cases?${new URLSearchParams({ ...told(viewFilter(view)), sort: 'probability', ...more })}`;
}

/** The page of strata, at what this page shows. */
export const viewStrataHref = (view: FindingView, by: Stratifier): string =>
  `/strata?${new URLSearchParams({ ...told(viewFilter(view)), by })}`;

const told = (values: Record<string, string | number | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, `${value}`]])),
  );

/** How an image was made, in contrast to whom it shows. */
const ACQUISITION: readonly Stratifier[] = ['site', 'department', 'scanner', 'viewPosition', 'portable'];

/**
 * The variable that the page opens with: of how images were made the one whose healthy cases differ most, a graded one
 * if there is any; else the site. `variables` come with those that differ most first.
 */
export function openingVariable(variables: readonly Confounder[]): Stratifier {
  const made = variables.filter(({ by, worst }) => ACQUISITION.includes(by) && worst !== null);
  return (made.find(({ worst }) => worst?.grade !== 'few') ?? made[0])?.by ?? 'site';
}
