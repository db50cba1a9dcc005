import { emptyLine } from './emptyLine';
import type { EvidenceInput } from './evidenceInput';
import type { EvidenceLine } from './evidenceLine';
import { pOfInterval } from './pOfInterval';
import type { EvidenceThresholds } from './verdict';

/** Pooled AUC less the AUC within the strata of a variable (SCIENCE §4.1, item 2), for each; these explain. */
export const liftLines = ({ lifts }: EvidenceInput, thresholds: EvidenceThresholds): EvidenceLine[] =>
  lifts.map(({ by, lift, positives, strata }) =>
    aucLine(
      { ...empty('lift', `lift:${by}`), by, n: positives },
      lift,
      strata < 2 ? 'one_stratum' : fewPositives(lift, positives, thresholds),
    ),
  );

/** AUC at the sites that the version was trained on less that elsewhere; above 0 it does worse elsewhere. */
export function externalLine({ external }: EvidenceInput, thresholds: EvidenceThresholds): EvidenceLine {
  const line = empty('external', 'external');
  if (external === null) return { ...line, reason: 'not_trained_on' };
  const { difference, positives } = external;
  return aucLine({ ...line, n: positives }, difference, fewPositives(difference, positives, thresholds));
}

const empty = (test: 'lift' | 'external', id: string): EvidenceLine =>
  emptyLine({ id, test, role: 'explains', unit: 'auc-difference', counted: 'cases', null: 0 });

const fewPositives = (
  told: unknown,
  positives: number,
  { minPositives }: EvidenceThresholds,
): EvidenceLine['reason'] => (told === null || positives < minPositives ? 'few_cases' : null);

function aucLine(
  line: EvidenceLine,
  told: { value: number; low: number; high: number } | null,
  reason: EvidenceLine['reason'],
): EvidenceLine {
  if (told === null) return { ...line, reason };
  const { value, low, high } = told;
  return { ...line, effect: value, low, high, reason, p: pOfInterval(told, 0) };
}
