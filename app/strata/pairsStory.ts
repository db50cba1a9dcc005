import { percent } from '@/app/format/share';
import type { PooledAuc } from '@/server/queries/stratumStatistics';
import { aucThree } from './aucThree';

/**
 * Share of the pairs across strata that knowing the stratum alone ranks right, ties half. Within a stratum such a score
 * is a coin toss, so prevalence-only = W ÷ 2 + (1 − W) x (SCIENCE §0a.9, §1.1). Null where there are no such pairs.
 */
export function stratumAloneBetween({ prevalenceOnly, withinPairs }: PooledAuc): number | null {
  if (prevalenceOnly === null || withinPairs === null || withinPairs >= 1) return null;
  return (prevalenceOnly - withinPairs / 2) / (1 - withinPairs);
}

/** What a pooled AUC is made of, in words; null where it cannot be told. `one`, `many`: of the variable. */
export function pairsStory(auc: PooledAuc, one: string, many: string): string | null {
  const alone = stratumAloneBetween(auc);
  const { withinPairs, between, within } = auc;
  if (alone === null || withinPairs === null || between.value === null) return null;
  const first = `${percent(1 - withinPairs)} of the pairs it ranks come from two different ${many}; knowing the ${one} alone ranks ${aucThree(alone)} of those right, the model ${aucThree(between.value)}.`;
  if (within.value === null) return first;
  return `${first} Of the pairs from one ${one}, where knowing it cannot help, the model ranks ${aucThree(within.value)} right.`;
}
