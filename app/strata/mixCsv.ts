import { csv } from '@/server/api/csv';
import type { MatrixStratum, SiteMatrix } from '@/server/queries/siteMatrix';
import type { ReplayedMix } from './replayOfMatrix';

/** A mix with its AUCs, a row per stratum; the AUCs are those of the whole mix. */
export function mixCsv(
  { model, finding, by, asOf, definitionVersion }: SiteMatrix,
  strata: readonly MatrixStratum[],
  prevalences: readonly number[],
  mix: ReplayedMix | null,
): string {
  const rows = strata.map(({ stratum, positives, negatives, prevalence }, i) => [
    ...[model, finding, by, stratum, positives + negatives, prevalence, prevalences[i] ?? null],
    ...[mix?.pooled ?? null, mix?.within ?? null, mix?.prevalenceOnly ?? null, definitionVersion, asOf],
  ]);
  const head = ['model', 'finding', 'by', 'stratum', 'labelled', 'prevalence_found', 'prevalence_set', 'pooled_auc'];
  return csv([...head, 'within_auc', 'prevalence_only_auc', 'definition_version', 'as_of'], rows);
}
