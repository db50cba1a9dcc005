import { filterOf, type SearchParams, single } from '@/app/caseList/caseQuery';
import { type Order, orderText } from '@/app/table/order';
import { type RollupFilter, STRATIFIERS, type Stratifier } from '@/server/cohort/cohortFilter';
import { type StratumKey, stratumOrder } from './strataColumns';

/** What the address asks for; what is absent is chosen from what there is. */
export type StrataQuestion = {
  model: string | undefined;
  finding: string | undefined;
  by: Stratifier | undefined;
  site: string | undefined;
  from: string | undefined;
  to: string | undefined;
  order: Order<StratumKey> | null;
};

/** What the page shows: a question with nothing open. */
export type StrataView = StrataQuestion & { model: string; finding: string; by: Stratifier };

/** The question in an address; values that are not valid are left out, so that an old link still opens. */
export function strataQuestion(params: SearchParams): StrataQuestion {
  const { model, finding, site, from, to } = filterOf(params);
  const { by, sort } = single(params);
  return {
    ...{ model, finding, site, from, to },
    by: STRATIFIERS.find((stratifier) => stratifier === by),
    order: stratumOrder(sort),
  };
}

/** Address of the page; `change` says what is to be other than in `view`. */
export function strataHref(view: StrataView, change: Partial<StrataView> = {}): string {
  const { model, finding, by, site, from, to, order } = { ...view, ...change };
  const query = new URLSearchParams({ model, finding, by });
  for (const [key, value] of Object.entries({ site, from, to })) if (value !== undefined) query.set(key, value);
  if (order !== null) query.set('sort', orderText(order));
  return `/strata?${query}`;
}

/** The cases of the view as rollups count them; absent keys stay absent. */
export function viewFilter({ model, finding, site, from, to }: StrataView): RollupFilter {
  const rest = Object.entries({ site, from, to }).filter(([, value]) => value !== undefined);
  return { model, finding, ...Object.fromEntries(rest) };
}

/** The cases of one stratum of the view, in the case list, highest score first. */
export function stratumCasesHref(view: StrataView, stratum: string, more: Record<string, string> = {}): string {
  const { by, ...rest } = view;
  const filter = { ...viewFilter({ by, ...rest }), [by]: stratum, ...more, sort: 'probability' };
  return `/cases?${new URLSearchParams(filter)}`;
}
