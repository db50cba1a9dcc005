import { aucFigures } from '@/server/queries/aucSummary';
import { pooledAucOf } from '@/server/queries/pooledAuc';
import { siteEffect } from '@/server/queries/siteEffect';
import { strataOf } from '@/server/rollup/strata';
import { aucOf, inputOf } from './armEvidence';
import { judge } from './armVerdict';
import { type ScoredCase, strataOfCases } from './cohortScores';
import type { Row } from './csvTable';
import type { ViewRow } from './proofReport';

/** One image of the NIH's metadata, with the logit of a finding. */
export function realCase(row: Row, index: number, logit: number, truth: 0 | 1): ScoredCase {
  const { view = null, sex = null, age } = row;
  const unknown = { department: null, scanner: null, portable: null, reportedBy: null };
  const patientAge = age === undefined || age === '' ? null : Number(age);
  const strata = strataOf({ site: 'NIH', viewPosition: view, patientSex: sex, patientAge, ...unknown });
  return { index, logit, truth, patient: row.patient_id ?? String(index), strata };
}

/**
 * All findings of one model by view, with the verdict that the product gives on scores and metadata alone. `unseen`:
 * the model was trained on none of the images, so that its AUC may be told.
 */
export function viewRows(
  findings: readonly { finding: string; cases: ScoredCase[] }[],
  { unseen }: { unseen: boolean },
): ViewRow[] {
  const judged = judge(findings.map(({ cases }) => inputOf(cases, null)));
  return findings.map(({ finding, cases }, i) => {
    const strata = strataOfCases(cases, 'viewPosition');
    const [ap, pa] = ['AP', 'PA'].map((view) => strata.find(({ stratum }) => stratum === view));
    const pooled = pooledAucOf(strata);
    const effect = ap === undefined || pa === undefined ? null : siteEffect('viewPosition', ap, pa);
    return {
      finding,
      prevalenceAp: effect?.prevalence.stratum ?? null,
      prevalencePa: effect?.prevalence.reference ?? null,
      positives: cases.filter(({ truth }) => truth === 1).length,
      pooled: unseen ? estimateOf(aucFigures(aucOf(cases))) : NONE,
      adjusted: unseen ? estimateOf(pooled.adjusted) : NONE,
      auc: estimateOf(effect?.negatives.aucOfScore ?? NONE),
      etaSquared: effect?.negatives.etaSquared ?? null,
      verdict: judged[i]?.verdict.grade ?? 'few',
    };
  });
}

type Figure = { value: number | null; low: number | null; high: number | null };
const NONE: Figure = { value: null, low: null, high: null };

export const estimateOf = ({ value, low, high }: Figure): Figure => ({ value, low, high });
