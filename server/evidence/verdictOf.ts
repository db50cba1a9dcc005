import { EVIDENCE_VERSION, type EvidenceLine } from './evidenceLine';
import { type EvidenceThresholds, type EvidenceVerdict, VERDICTS, type VerdictGrade } from './verdict';

type Candidate = Omit<EvidenceVerdict, 'definitionVersion'> & { distance: number };

/**
 * The verdict over the lines of one finding, after `withDiscoveryControl` (SCIENCE §0a.6, §0a.16; the table is in
 * docs/evidence.md). It reads what decides and what confirms alone. Each line that fires gives a grade; the gravest is
 * the verdict, of alike ones that whose AUC is furthest from .5, then the first.
 * @throws RangeError `discovery control: …` for a deciding line that it was not applied to
 */
export function verdictOf(lines: readonly EvidenceLine[], thresholds: EvidenceThresholds): EvidenceVerdict {
  const deciding = lines.filter(({ role, test }) => role === 'decides' && test === 'negatives');
  const edits = lines.filter(({ role }) => role === 'confirms');
  for (const { id, p, q } of deciding) {
    if (p !== null && q === null) throw new RangeError(`discovery control: none of ${id}`);
  }
  const fired = deciding.flatMap((line) => candidate(line, edits, thresholds));
  const [worst] = fired.toSorted((a, b) => rank(a.grade) - rank(b.grade) || b.distance - a.distance);
  if (worst !== undefined) {
    const { distance: _, ...verdict } = worst;
    return { ...verdict, definitionVersion: EVIDENCE_VERSION };
  }
  const grade = deciding.some((line) => line.grade === 'none') ? 'below' : 'few';
  return {
    ...{ grade, notLocalisable: false, by: null, decidedBy: null, confirmedBy: null },
    definitionVersion: EVIDENCE_VERSION,
  };
}

const rank = (grade: VerdictGrade): number => VERDICTS.indexOf(grade);

/** The lines of edits that can confirm a deciding line: those of the same variable. */
export const confirming = (lines: readonly EvidenceLine[], decided: EvidenceLine): EvidenceLine[] =>
  lines.filter(
    ({ role, test, by }) => role === 'confirms' && (test === 'swap' || test === 'erase') && by === decided.by,
  );

function candidate(line: EvidenceLine, edits: readonly EvidenceLine[], thresholds: EvidenceThresholds): Candidate[] {
  if (line.effect === null || (line.grade !== 'red' && line.grade !== 'amber')) return [];
  const known = { by: line.by, decidedBy: line.id, confirmedBy: null, notLocalisable: false };
  const distance = Math.abs(line.effect - line.null);
  if (line.direction !== 'along') return [{ ...known, grade: 'shift', distance }];
  const own = confirming(edits, line);
  const confirmed = own.filter(({ grade }) => grade === 'red').toSorted((a, b) => (b.effect ?? 0) - (a.effect ?? 0))[0];
  if (confirmed !== undefined) return [{ ...known, grade: 'relies', confirmedBy: confirmed.id, distance }];
  if (line.grade === 'amber') return [{ ...known, grade: 'weak', distance }];
  return [{ ...known, grade: 'follows', notLocalisable: isSilent(own, thresholds), distance }];
}

/** Whether there are enough edits and none of them moves the score. */
export function isSilent(edits: readonly EvidenceLine[], { silentSd }: EvidenceThresholds): boolean {
  const told = edits.filter(({ grade }) => grade !== null && grade !== 'few');
  return told.length > 0 && told.every(({ effect }) => Math.abs(effect ?? Number.POSITIVE_INFINITY) <= silentSd);
}
