import type { UndefinedReason } from './saliencyPlan';

/** Answers that differ by less than this, relative above 1, are the same: rounding of 32 bits, many layers deep. */
const SAME = 1e-5;

/** The logits of one finding, out of [forwards, findings]. */
export function answerColumn(answers: Float32Array, findings: number, finding: number): Float64Array {
  return Float64Array.from({ length: answers.length / findings }, (_, i) => answers[i * findings + finding] ?? 0);
}

/** Why such answers make no map; null where they do. */
export function unmoved(column: Float64Array): UndefinedReason | null {
  if (!column.every(Number.isFinite)) return 'not_finite';
  const [low, high] = [Math.min(...column), Math.max(...column)];
  return high - low <= SAME * Math.max(1, Math.abs(low), Math.abs(high)) ? 'no_change' : null;
}
