import type { CaseDetail } from '@/server/queries/caseDetail';

/** What one source says of a case. */
export type ReferenceGroup = { source: string; present: string[]; absent: string[] };

/** Labels grouped by their source, in the order in which the sources first appear. */
export function referenceGroups(truths: CaseDetail['truths']): ReferenceGroup[] {
  const sources = [...new Set(truths.map((truth) => truth.source))];
  const names = (source: string, value: 0 | 1): string[] =>
    truths.filter((truth) => truth.source === source && truth.value === value).map((truth) => truth.finding);
  return sources.map((source) => ({ source, present: names(source, 1), absent: names(source, 0) }));
}
