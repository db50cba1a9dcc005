import type { Confounders } from '@/server/queries/confounders';
import type { Statistics } from '@/server/queries/statistics';
import { VARIABLES } from './variables';

/** What stands in the way of an answer, and what still works; `ready` when nothing does. */
export type StrataState = 'ready' | 'no_cases' | 'no_labels' | 'one_stratum' | 'too_few' | 'recounting';

/** The first obstacle of a view, by its figures. */
export function strataState({ total, strata }: Pick<Statistics, 'total' | 'strata'>): StrataState {
  if (total.n === 0) return 'no_cases';
  if (total.labelled === 0) return 'no_labels';
  if (total.auc.suppressed === 'being_recounted') return 'recounting';
  if (strata.length < 2) return 'one_stratum';
  return strata.every(({ auc }) => auc.value === null) && total.auc.value === null ? 'too_few' : 'ready';
}

/** What a reader is told of a state: a title and what still holds. */
export const STATE_WORDS: Record<Exclude<StrataState, 'ready'>, { title: string; says: string }> = {
  no_cases: {
    title: 'No cases here',
    says: 'This version has read no case of this site and period for the finding. Widen the period, or choose all sites.',
  },
  no_labels: {
    title: 'No labels yet',
    says: 'Whom a score follows is measured among cases that are known not to have the finding. Counts, mean scores, distributions and outside shares need no labels and are below; send labels to /api/v1/truths for the rest.',
  },
  one_stratum: {
    title: 'Nothing to compare',
    says: 'All cases are of one kind. Its own figures are below.',
  },
  too_few: {
    title: 'Too few cases',
    says: 'Figures of fewer than 10 cases with or 10 without the finding are not told: they would point at people, and say little.',
  },
  recounting: {
    title: 'Being recounted',
    says: 'The scores of older cases are being counted; figures that need them appear by themselves, without a reload.',
  },
};

/** Variables with something to compare, for a page that has chosen one without. */
export const otherVariables = ({
  variables,
}: Confounders): { by: Confounders['variables'][number]['by']; name: string }[] =>
  variables.filter(({ strata }) => strata > 1).map(({ by }) => ({ by, name: VARIABLES[by].name }));
