import { addedAuc } from '@/server/stats/addedAuc';
import { type CrossValidatedAuc, crossValidatedAuc } from '@/server/stats/crossValidatedAuc';
import { murmur3 } from '@/server/stats/murmur3';
import type { AddedAucAnswer } from './kinds';
import { type Metadata, metadataColumns } from './metadataColumns';

/** Labelled cases, one place each. `cases`: 32-bit key of each. `logits`: within ±16. */
export type AddedCases = Metadata & { logits: Float64Array; truths: Uint8Array; cases: Uint32Array; seed: number };

const FOLDS = 5;

/** Cases of either kind under which nothing is told: each fold is to have six. */
const MIN_KIND = 30;

/** Numbers of a design at most, 64 MB; with the score and the folds' copies a thread holds about four times as much. */
const MOST_NUMBERS = 8_000_000;

/**
 * What the score adds to metadata (SCIENCE §0a.14): AUCs by cross-validation over the same folds, patients kept
 * together. Of more cases than the designs may hold, those with the smallest hash are taken.
 */
export function addedFigures(all: AddedCases): Omit<AddedAucAnswer, 'of'> {
  const most = Math.floor(MOST_NUMBERS / (metadataColumns(all).columns.length + 2));
  const used = all.cases.length <= most ? all : picked(all, most);
  const { columns, variables } = metadataColumns(used);
  const { logits, truths, patients: groups, seed } = used;
  const positives = truths.reduce((sum, truth) => sum + truth, 0);
  const told = { cases: truths.length, positives, folds: FOLDS, columns: variables };
  const none = { ...told, metadata: null, withScore: null, score: null, added: null };
  if (Math.min(positives, truths.length - positives) < MIN_KIND) return { ...none, none: 'few_cases' };
  const rows = (wanted: Float64Array[]) => ({ ...designOf(wanted, truths.length), truths, groups });
  const score = crossValidatedAuc(rows([logits]), { folds: FOLDS, seed });
  if (columns.length === 0) return { ...none, score: estimate(score), none: 'one_value' };
  const answer = addedAuc(rows(columns), rows([...columns, logits]), { folds: FOLDS, seed });
  if (answer === null) return { ...none, score: estimate(score), none: 'few_cases' };
  const { value, low, high, p } = answer.added;
  return {
    ...told,
    metadata: estimate(answer.without),
    withScore: estimate(answer.withAll),
    score: estimate(score),
    added: { value, low, high, p },
    none: null,
  };
}

const estimate = (auc: CrossValidatedAuc | null) => auc && { value: auc.value, low: auc.low, high: auc.high };

/** [cases, 1 + columns], row-major, the first column ones. */
function designOf(columns: readonly Float64Array[], cases: number): { design: Float64Array; columns: number } {
  const width = columns.length + 1;
  const design = new Float64Array(cases * width).fill(1);
  for (const [c, column] of columns.entries()) {
    for (const [i, value] of column.entries()) design[i * width + c + 1] = value;
  }
  return { design, columns: width };
}

function picked(all: AddedCases, most: number): AddedCases {
  const hashes = all.cases.map((key) => murmur3([key], all.seed));
  const limit = hashes.toSorted()[most] ?? 2 ** 32;
  const keep = <Values extends Float64Array | Uint8Array | Uint16Array | Uint32Array>(values: Values) =>
    values.filter((_, i) => (hashes[i] ?? 0) < limit);
  return {
    categories: all.categories.map((category) => ({ ...category, codes: Uint16Array.from(keep(category.codes)) })),
    ages: Float64Array.from(keep(all.ages)),
    patients: Uint32Array.from(keep(all.patients)),
    logits: Float64Array.from(keep(all.logits)),
    truths: Uint8Array.from(keep(all.truths)),
    cases: Uint32Array.from(keep(all.cases)),
    seed: all.seed,
  };
}
