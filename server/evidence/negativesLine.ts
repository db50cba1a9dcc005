import { emptyLine } from './emptyLine';
import type { VariableEffect } from './evidenceInput';
import type { EvidenceLine } from './evidenceLine';
import { gradeLine } from './gradeLine';
import { pOfAuc } from './pOfInterval';
import type { EvidenceThresholds } from './verdict';

/**
 * Whether the score of cases without the finding tells two strata apart (SCIENCE §4.1, item 1). Acquisition variables
 * decide. `p`, and that of the gradient, is times the pairs of strata that this one was the strongest of (Bonferroni). A
 * figure of few cases is told, and graded `few`.
 */
export function negativesLine(variable: VariableEffect, thresholds: EvidenceThresholds): EvidenceLine {
  const { by, stratum, reference, auc, negatives, referenceNegatives, comparisons } = variable;
  const line = emptyLine({
    id: `negatives:${by}`,
    test: 'negatives',
    role: variable.isAcquisition ? 'decides' : 'explains',
    unit: 'auc',
    counted: 'cases',
    null: 0.5,
    by,
    stratum: stratum === '' ? null : stratum,
    reference: reference === '' ? null : reference,
    n: negatives + referenceNegatives,
    reason: reasonOf(variable, thresholds),
    direction: auc === null ? 'none' : variable.gradient,
    cases: variable.strata < 2 ? null : { truth: '0', [by]: stratum },
    effect: auc?.value ?? null,
    low: auc?.low ?? null,
    high: auc?.high ?? null,
  });
  const told = line.reason === null && auc !== null;
  const ofAll = (p: number): number => Math.min(1, p * Math.max(1, comparisons));
  const graded = {
    ...line,
    p: told ? ofAll(pOfAuc(auc)) : null,
    gradientP: told && variable.gradientP !== null ? ofAll(variable.gradientP) : null,
  };
  return { ...graded, grade: gradeLine(graded, thresholds) };
}

function reasonOf(variable: VariableEffect, { minNegatives }: EvidenceThresholds): EvidenceLine['reason'] {
  if (variable.strata < 2) return 'one_stratum';
  if (variable.negatives + variable.referenceNegatives === 0) return 'no_labels';
  return variable.auc === null || variable.matched < minNegatives ? 'few_cases' : null;
}
