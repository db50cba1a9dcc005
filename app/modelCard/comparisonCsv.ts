import type { PairedVersions } from '@/server/analysis/kinds';
import { csv } from '@/server/api/csv';

type Names = { model: string; other: string };

const HEADER = [
  ...['model', 'other', 'finding', 'cases', 'positives', 'negatives', 'auc_model', 'auc_other'],
  ...['auc_difference', 'auc_difference_low_95', 'auc_difference_high_95', 'p', 'p_adjusted_holm'],
  ...['shift_logit', 'shift_low_95', 'shift_high_95', 'mean_probability_model', 'mean_probability_other'],
  ...['flips', 'flips_of', 'flips_up', 'flips_down'],
  ...['outside_maps', 'outside_model', 'outside_other', 'outside_difference', 'outside_low_95', 'outside_high_95'],
];

/** The comparison of two versions on the same cases, a row per finding; empty where there is no figure. */
export function comparisonCsv({ model, other }: Names, { findings }: PairedVersions): string {
  const rows = findings.map(
    ({ finding, cases, positives, negatives, auc, shift, meanProbability, flips, outsideShare }) => [
      ...[model, other, finding, cases, positives, negatives, auc.model, auc.other],
      ...[
        auc.difference?.value,
        auc.difference?.low,
        auc.difference?.high,
        auc.difference?.p,
        auc.difference?.adjustedP,
      ],
      ...[shift?.value, shift?.low, shift?.high, meanProbability.model, meanProbability.other],
      ...[flips?.n, flips?.of, flips?.up, flips?.down],
      ...[outsideShare?.n, outsideShare?.model, outsideShare?.other],
      ...[outsideShare?.difference.value, outsideShare?.difference.low, outsideShare?.difference.high],
    ],
  );
  return csv(HEADER, rows);
}
