import { exactAuc } from '@/server/stats/exactAuc';
import { pairedAucTest } from '@/server/stats/pairedAucTest';

/** Logits of labelled cases by two versions, one place each; `truths` 0 or 1. */
export type PairedCases = { model: Float64Array; other: Float64Array; truths: Uint8Array };

/** Both AUCs and the paired DeLong test of their difference, model − other. Null without a case of each kind. */
export function pairedFigures({ model, other, truths }: PairedCases) {
  const auc = (scores: Float64Array): number | null =>
    exactAuc(
      scores.filter((_, i) => truths[i] === 1),
      scores.filter((_, i) => truths[i] === 0),
    ).value;
  const test = pairedAucTest(model, other, truths);
  const difference = test && { value: test.value, low: test.low, high: test.high, p: test.p };
  return { model: auc(model), other: auc(other), difference };
}
