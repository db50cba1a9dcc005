import { patientBootstrap } from '@/server/stats/patientBootstrap';
import { classFigures } from './classFigures';
import { heldOutScores } from './heldOutScores';
import { type Category, UNKNOWN } from './overRepresented';
import type { Estimate } from './patientMean';
import type { Design } from './projectedDesign';
import { shuffleByPatient } from './shuffleByPatient';

/** Cases that a class must have (SCIENCE §4.1, item 10), and how many classes are told apart at most. */
export const MIN_CLASS = 200;
const MOST_CLASSES = 5;

const SHUFFLES = 5;
const REPLICATES = 200;

type ClassCount = { stratum: string; n: number };

export type Identifiability = {
  cases: number;
  patients: number;
  classes: ClassCount[];
  leftOut: ClassCount[];
  auc: Estimate | null;
  balancedAccuracy: Estimate | null;
  shuffled: { auc: number; balancedAccuracy: number }[];
  none: 'few_cases' | 'one_stratum' | null;
};

/**
 * Whether an acquisition variable can be told from embeddings: ridge logistic regression, one class against the rest, in
 * 5 folds by patient; AUC (mean over classes) and balanced accuracy, with intervals of a bootstrap over patients of the
 * held-out scores, beside the same with the variable shuffled among patients five times. A model whose features tell the
 * hospital need not use that: in the pilot the AUC was 1.000 for the faithful model too, so this is a capability and no
 * part of a verdict (SCIENCE §0.2). Classes under 200 cases are left out, and those after the five largest.
 * @param design of `projectedDesign`, one row per case
 * @throws RangeError `codes: …` if lengths differ, and as `heldOutScores`
 */
export function identifiability(
  { design, columns }: Design,
  { codes, levels }: Pick<Category, 'codes' | 'levels'>,
  patients: Uint32Array,
  seed: number,
): Identifiability {
  if (codes.length !== patients.length || design.length !== codes.length * columns) {
    throw new RangeError(`codes: ${codes.length} for ${patients.length}`);
  }
  const counts = levels
    .map((stratum, level) => ({ stratum, level, n: codes.filter((code) => code === level).length }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || (a.stratum < b.stratum ? -1 : 1));
  const used = counts.filter(({ n }) => n >= MIN_CLASS).slice(0, MOST_CLASSES);
  const rows = Array.from(codes.keys()).filter((i) => used.some(({ level }) => level === codes[i]));
  const told = {
    cases: rows.length,
    patients: new Set(rows.map((row) => patients[row])).size,
    classes: used.map(({ stratum, n }) => ({ stratum, n })),
    leftOut: counts.filter((one) => !used.includes(one)).map(({ stratum, n }) => ({ stratum, n })),
  };
  if (used.length < 2) {
    const none = counts.length < 2 ? 'one_stratum' : 'few_cases';
    return { ...told, auc: null, balancedAccuracy: null, shuffled: [], none };
  }
  const part = {
    design: rowsOf(design, columns, rows),
    columns,
    codes: Uint16Array.from(rows, (row) => used.findIndex(({ level }) => level === (codes[row] ?? UNKNOWN))),
    classes: used.length,
    patients: Uint32Array.from(rows, (row) => patients[row] ?? 0),
  };
  const shuffled = Array.from({ length: SHUFFLES }, (_, i) => {
    const dealt = { ...part, codes: shuffleByPatient(part.codes, part.patients, seed + 1 + i) };
    const [figures, ones] = figuresOf(dealt, seed);
    const [auc, balancedAccuracy] = [figures.auc(ones), figures.balancedAccuracy(ones)];
    return auc === null || balancedAccuracy === null ? [] : { auc, balancedAccuracy };
  });
  return { ...told, ...estimates(part, seed), shuffled: shuffled.flat(), none: null };
}

type Part = Parameters<typeof heldOutScores>[0];

/** The figures of held-out scores, and weights of one each. */
function figuresOf(part: Part, seed: number) {
  const figures = classFigures(heldOutScores(part, seed), part.codes, part.classes);
  return [figures, new Uint8Array(part.codes.length).fill(1)] as const;
}

function estimates(part: Part, seed: number): { auc: Estimate | null; balancedAccuracy: Estimate | null } {
  const [figures, ones] = figuresOf(part, seed);
  const estimate = (statistic: (weights: Uint8Array) => number | null): Estimate | null => {
    const value = statistic(ones);
    if (value === null) return null;
    const interval = patientBootstrap(part.patients, statistic, { replicates: REPLICATES, seed });
    return { value, low: interval?.low ?? null, high: interval?.high ?? null };
  };
  return { auc: estimate(figures.auc), balancedAccuracy: estimate(figures.balancedAccuracy) };
}

function rowsOf(design: Float64Array, columns: number, rows: readonly number[]): Float64Array {
  const part = new Float64Array(rows.length * columns);
  for (const [place, row] of rows.entries()) {
    part.set(design.subarray(row * columns, (row + 1) * columns), place * columns);
  }
  return part;
}
