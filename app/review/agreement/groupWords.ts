import { findingName } from '@/app/matrix/findingName';
import type { OverrideRow, TimeRow } from '@/server/review/agreement';

const GROUPS: Record<string, string> = {
  all: 'All cases',
  flagged: 'Flagged',
  control: 'Controls, drawn by chance',
  asked: 'Asked for',
  aided: 'Score and map shown at once',
  'unaided-first': 'Own read first',
};

/** The group of a row of overrides, as a reader has it; of findings "name@version finding" is given. */
export function groupWords({ by, group }: Pick<OverrideRow, 'by' | 'group'>): string {
  if (by !== 'finding') return GROUPS[group] ?? group;
  const at = group.indexOf(' ');
  return scopeWords({ model: group.slice(0, at), finding: group.slice(at + 1) });
}

/** A finding of a version; all together without one. */
export const scopeWords = ({ model, finding }: { model: string | null; finding: string | null }): string =>
  model === null || finding === null ? 'All findings' : `${findingName(finding)}, ${model}`;

export const TIME_WORDS: Record<TimeRow['stage'], string> = {
  unaided: 'Own read, before the model',
  after: 'From the reveal to the verdict',
  aided: 'Score and map shown at once',
};
