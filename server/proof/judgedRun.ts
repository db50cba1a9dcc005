import type { EvidenceLine } from '@/server/evidence/evidenceLine';
import { DEFAULT_THRESHOLDS, type EvidenceVerdict, type VerdictGrade } from '@/server/evidence/verdict';
import { verdictOf } from '@/server/evidence/verdictOf';
import { type ArmFigures, armFigures } from './armFigures';
import type { ArmRun } from './armRun';
import type { Arm } from './arms';
import { blanked, judgeArm } from './armVerdict';
import { editSummary } from './editSummary';
import type { ProofEdits } from './proofReport';
import { type Resamples, resample } from './resample';
import type { ProofSizes } from './seeds';

/** All that the gates and the report need of one arm on one seed; the images are let go of. */
export type JudgedRun = {
  arm: Arm;
  seed: number;
  verdict: EvidenceVerdict;
  lines: EvidenceLine[];
  /** The verdict over the same lines with everything blanked that explains. */
  blankedVerdict: EvidenceVerdict;
  cardiomegaly: VerdictGrade;
  figures: ArmFigures;
  resamples: Resamples | null;
  edits: ProofEdits;
};

export function judgeRun(run: ArmRun, parts: ProofSizes['resamples']): JudgedRun {
  const { findings } = judgeArm(run);
  const { verdict, lines } = findings.Pneumonia;
  const figures = armFigures(run, findings.Pneumonia);
  return {
    arm: run.arm,
    seed: run.seed,
    verdict,
    lines,
    blankedVerdict: verdictOf(blanked(lines), DEFAULT_THRESHOLDS),
    cardiomegaly: findings.Cardiomegaly.verdict.grade,
    figures,
    resamples: run.arm.role === 'faithful' ? resample(run, parts) : null,
    edits: editSummary(run, figures),
  };
}
