import { VERDICT_WORDS as WORDS } from '@/server/evidence/verdict';
import type { Arm } from './arms';
import type { JudgedRun } from './judgedRun';
import type { ProofVerdict } from './proofReport';

/** Verdicts in the words of the pages; a report names them by any text. */
export const VERDICT_WORDS: Record<string, string> = WORDS;

/** What each arm was called on each seed, beside what is right. */
export const verdictsOf = (runs: readonly JudgedRun[]): ProofVerdict[] =>
  runs.map(({ arm, seed, verdict, lines, cardiomegaly, figures }) => ({
    ...{ arm: arm.name, mode: arm.mode, role: arm.role, model: arm.model, seed },
    ...{ grade: verdict.grade, notLocalisable: verdict.notLocalisable },
    ...{ by: verdict.by, confirmedBy: verdict.confirmedBy },
    expected: expectedOf(arm),
    passes: arm.expects.includes(verdict.grade) && (!arm.notLocalisable || verdict.notLocalisable),
    cardiomegaly,
    ...{ probe: figures.probe, outsideShare: figures.outsideShare, areaOutside: figures.areaOutside },
    lines: lines.map(({ id, role, stratum, reference, unit, effect, low, high, n, q, direction, grade }) => ({
      ...{ id, role, stratum, reference, unit, effect, low, high, n, q, direction, grade },
    })),
  }));

function expectedOf({ expects, notLocalisable }: Arm): string {
  const words = expects.map((grade) => VERDICT_WORDS[grade] ?? grade).join(', or ');
  return notLocalisable ? `${words}, not localisable` : words;
}
