import type { EvidenceInput } from '@/server/evidence/evidenceInput';
import type { EvidenceLine } from '@/server/evidence/evidenceLine';
import { linesOf } from '@/server/evidence/linesOf';
import { DEFAULT_THRESHOLDS, type EvidenceVerdict } from '@/server/evidence/verdict';
import { verdictOf } from '@/server/evidence/verdictOf';
import { withDiscoveryControl } from '@/server/evidence/withDiscoveryControl';
import { PHANTOM_FINDINGS, type PhantomFinding } from '@/server/phantom/study';
import { inputOf } from './armEvidence';
import { type ArmRun, casesOf } from './armRun';
import { distributionOf, editPairs } from './editPairs';

export type Judged = { lines: EvidenceLine[]; verdict: EvidenceVerdict };

/** Sites that the phantom models were trained on. */
const TRAINED_ON = ['A', 'B'];

/** What the product would say of every finding of the arm's model, had it seen the main cohort. */
export function judgeArm(run: ArmRun): { findings: Record<PhantomFinding, Judged>; inputs: EvidenceInput[] } {
  const distribution = distributionOf(run);
  const inputs = PHANTOM_FINDINGS.map((finding) => ({
    ...inputOf(casesOf(run.arm, run.main, finding), TRAINED_ON),
    edits: editPairs(run, distribution, finding),
  }));
  const [pneumonia, cardiomegaly] = judge(inputs);
  if (pneumonia === undefined || cardiomegaly === undefined) throw new RangeError('findings: not two');
  return { findings: { Pneumonia: pneumonia, Cardiomegaly: cardiomegaly }, inputs };
}

/** Lines and verdicts of the findings of one version, by the rule and the thresholds that ship. */
export function judge(inputs: readonly EvidenceInput[]): Judged[] {
  const controlled = withDiscoveryControl(
    inputs.map((input) => linesOf(input, DEFAULT_THRESHOLDS)),
    DEFAULT_THRESHOLDS,
  );
  return controlled.map((lines) => ({ lines, verdict: verdictOf(lines, DEFAULT_THRESHOLDS) }));
}

/** Of all that explains nothing is left but its name: maps, probe, and what else the verdict may not read. */
export function blanked(lines: readonly EvidenceLine[]): EvidenceLine[] {
  return lines.map((line) =>
    line.role === 'explains'
      ? { ...line, effect: null, low: null, high: null, n: 0, p: null, q: null, grade: null, direction: 'none' }
      : line,
  );
}
