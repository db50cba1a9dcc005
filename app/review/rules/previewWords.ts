import { count } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import type { RulePreview } from '@/server/review/previewRule';

type Numbers = Pick<RulePreview, 'predictions' | 'flaggedPredictions'> & {
  share: { value: number; low: number; high: number } | null;
};

/** "would flag 37 of the last 1,000 predictions, 3.7 % (2.7 to 5.1 %)"; says when there was nothing to try it on. */
export function previewWords({ predictions, flaggedPredictions, share }: Numbers): string {
  if (predictions === 0 || share === null)
    return 'Nothing to try it on: no live version has read a case that it covers.';
  const bounds = interval(share.low, share.high);
  return `Would flag ${count(flaggedPredictions)} of the last ${count(predictions)} predictions, ${percent(share.value)} (${bounds ?? ''}).`;
}
