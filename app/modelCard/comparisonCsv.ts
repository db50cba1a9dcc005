import type { PairedVersions } from '@/server/analysis/kinds';
import { csv } from '@/server/api/csv';
import { ZONES } from '@/server/audit/zone';

type Zone = PairedVersions['findings'][number]['zones'][number];

type Names = { model: string; other: string };

const HEADER = [
  ...['model', 'other', 'finding', 'cases', 'positives', 'negatives', 'auc_model', 'auc_other'],
  ...['auc_difference', 'auc_difference_low_95', 'auc_difference_high_95', 'p', 'p_adjusted_holm'],
  ...['shift_logit', 'shift_low_95', 'shift_high_95', 'mean_probability_model', 'mean_probability_other'],
  ...['flips', 'flips_of', 'flips_up', 'flips_down'],
  ...['outside_maps', 'outside_model', 'outside_other', 'outside_difference', 'outside_low_95', 'outside_high_95'],
  ...['shift_sd', 'kolmogorov_distance', 'psi_less_chance', 'turned_most_cases'],
  ...ZONES.flatMap((zone) => ['n', 'model', 'other', 'difference', 'low_95', 'high_95'].map((of) => `${zone}_${of}`)),
];

/**
 * The comparison of two versions on the same cases, a row per finding; empty where there is no figure. Of each zone the
 * mean contribution in logits. `turned_most_cases`: of the cases decided otherwise the ids of those that moved most.
 */
export function comparisonCsv({ model, other }: Names, { findings }: PairedVersions): string {
  const rows = findings.map(
    ({ finding, cases, positives, negatives, auc, shift, meanProbability, flips, outsideShare, ...more }) => [
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
      ...[more.shiftSd, more.distributions?.distance, more.distributions?.stability],
      more.turned.map(({ instanceId }) => instanceId).join(' '),
      ...ZONES.flatMap((zone) => zoneCells(more.zones.find((one) => one.zone === zone))),
    ],
  );
  return csv(HEADER, rows);
}

const zoneCells = (zone: Zone | undefined) => [
  ...[zone?.n, zone?.model, zone?.other],
  ...[zone?.difference.value, zone?.difference.low, zone?.difference.high],
];
