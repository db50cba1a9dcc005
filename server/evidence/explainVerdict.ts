import type { EvidenceLine } from './evidenceLine';
import type { EvidenceThresholds, EvidenceVerdict } from './verdict';
import { confirming, isSilent } from './verdictOf';

/**
 * Why a verdict is what it is.
 * - `red_along`, `amber_along`, `against_gradient`, `no_gradient`: the line that decided
 * - `edit_confirms`; `edits_silent` (told and within `silentSd`), `edits_weak` (told, and neither silent nor enough),
 *   `edits_few` (some, too few in the distribution), `edits_none`: what edits of the same variable say
 * - `nothing_to_edit`: most of a silent edit's cases have no marker and no frame
 * - `nothing_fires`: the line nearest to firing; `few_negatives`, `no_labels`, `one_stratum`: why a line cannot be told
 */
export type VerdictReason = {
  code:
    | 'red_along'
    | 'amber_along'
    | 'against_gradient'
    | 'no_gradient'
    | 'edit_confirms'
    | 'edits_silent'
    | 'edits_weak'
    | 'edits_few'
    | 'edits_none'
    | 'nothing_to_edit'
    | 'nothing_fires'
    | 'few_negatives'
    | 'no_labels'
    | 'one_stratum';
  /** The line that it is about. */
  line: string | null;
};

/** The reasons of a verdict, in the order to tell them, for pages and documents alike to put into words. */
export function explainVerdict(
  verdict: EvidenceVerdict,
  lines: readonly EvidenceLine[],
  thresholds: EvidenceThresholds,
): VerdictReason[] {
  const decided = lines.find(({ id }) => id === verdict.decidedBy);
  if (decided !== undefined) return [decisionOf(decided), ...editsOf(verdict, decided, lines, thresholds)];
  const deciding = lines.filter(({ role }) => role === 'decides');
  if (verdict.grade === 'below') {
    const told = deciding.filter(({ grade }) => grade === 'none');
    const [nearest] = told.toSorted((a, b) => distance(b) - distance(a));
    return [{ code: 'nothing_fires', line: nearest?.id ?? null }];
  }
  return deciding.map(({ id, reason }) => ({ code: WHY[reason ?? ''] ?? 'few_negatives', line: id }));
}

const WHY: Record<string, VerdictReason['code']> = { no_labels: 'no_labels', one_stratum: 'one_stratum' };

const distance = ({ effect, null: nothing }: EvidenceLine): number => Math.abs((effect ?? nothing) - nothing);

function decisionOf({ id, grade, direction }: EvidenceLine): VerdictReason {
  if (direction === 'against') return { code: 'against_gradient', line: id };
  if (direction === 'none') return { code: 'no_gradient', line: id };
  return { code: grade === 'red' ? 'red_along' : 'amber_along', line: id };
}

function editsOf(
  verdict: EvidenceVerdict,
  decided: EvidenceLine,
  lines: readonly EvidenceLine[],
  thresholds: EvidenceThresholds,
): VerdictReason[] {
  if (verdict.confirmedBy !== null) return [{ code: 'edit_confirms', line: verdict.confirmedBy }];
  const own = confirming(lines, decided);
  const told = own.filter(({ grade }) => grade !== null && grade !== 'few');
  const [strongest] = told.toSorted((a, b) => distance(b) - distance(a));
  if (strongest === undefined) {
    const few = own.find(({ grade }) => grade === 'few');
    return [few === undefined ? { code: 'edits_none', line: null } : { code: 'edits_few', line: few.id }];
  }
  if (!isSilent(own, thresholds)) return [{ code: 'edits_weak', line: strongest.id }];
  const empty = told.find(({ pairs, n }) => (pairs?.nothingToEdit ?? 0) > n / 2);
  const silent: VerdictReason = { code: 'edits_silent', line: strongest.id };
  return empty === undefined ? [silent] : [silent, { code: 'nothing_to_edit', line: empty.id }];
}
