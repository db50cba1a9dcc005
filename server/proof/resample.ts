import type { VerdictGrade } from '@/server/evidence/verdict';
import { openStream } from '@/server/phantom/random';
import { PHANTOM_FINDINGS } from '@/server/phantom/study';
import { inputOf } from './armEvidence';
import { type ArmRun, casesOf } from './armRun';
import { judge } from './armVerdict';
import type { ScoredCase } from './cohortScores';
import type { ProofSizes } from './seeds';

/** `images`: of the smallest. */
export type Resamples = { images: number; grades: VerdictGrade[]; disjoint: boolean };

/**
 * The verdict on pneumonia anew on parts of the scores' cohort: disjoint ones, each with its share of every site, or
 * halves drawn by patient, which overlap. Without edits, which could only make it graver for lines that fired. Null
 * without such a cohort.
 */
export function resample(run: ArmRun, { parts, disjoint }: ProofSizes['resamples']): Resamples | null {
  const { arm, scores, seed } = run;
  if (scores === null) return null;
  const findings = PHANTOM_FINDINGS.map((finding) => {
    const cases = casesOf(arm, scores, finding);
    return disjoint ? split(cases, parts) : halves(cases, parts, seed);
  });
  const grades = Array.from({ length: parts }, (_, part) => {
    const inputs = findings.map((split) => inputOf(split[part] ?? [], null));
    const [pneumonia] = judge(inputs);
    return pneumonia?.verdict.grade ?? 'few';
  });
  return { disjoint, images: Math.min(...(findings[0] ?? []).map(({ length }) => length)), grades };
}

/** Every `parts`-th case of a site, so that no image is in two parts. */
function split(cases: readonly ScoredCase[], parts: number): ScoredCase[][] {
  const seen = new Map<string, number>();
  const list: ScoredCase[][] = Array.from({ length: parts }, () => []);
  for (const one of cases) {
    const turn = seen.get(one.strata.site) ?? 0;
    seen.set(one.strata.site, turn + 1);
    list[turn % parts]?.push(one);
  }
  return list;
}

/** The same halves for every finding. */
function halves(cases: readonly ScoredCase[], parts: number, seed: number): ScoredCase[][] {
  return Array.from({ length: parts }, (_, part) => {
    const random = openStream(seed, `half ${part}`);
    return cases.filter(() => random.chance(0.5));
  });
}
