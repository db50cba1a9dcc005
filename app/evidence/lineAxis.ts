import type { ForestAxis } from '@/app/chart/forestPlot';
import { ticks } from '@/app/chart/linear';
import { fixed, signed } from '@/app/format/number';
import type { EvidenceLine } from '@/server/evidence/evidenceLine';
import type { EvidenceThresholds } from '@/server/evidence/verdict';

type Unit = EvidenceLine['unit'];

export const UNIT_WORDS: Record<Unit, string> = {
  auc: 'AUC',
  'auc-difference': 'difference of AUCs',
  sd: 'standard deviations of the logit',
  share: 'share, %',
  log2: 'log₂ of the ratio to chance',
};

/** The least that an axis shows on either side, so that noise does not fill it. */
const LEAST: Record<Unit, readonly [number, number]> = {
  auc: [0, 1],
  'auc-difference': [-0.05, 0.1],
  sd: [-0.5, 1],
  share: [0, 1],
  log2: [-1, 1],
};

/** One axis for lines of one unit, wide enough for all their intervals, with the limits of the rule where it has some. */
export function lineAxis(unit: Unit, lines: readonly EvidenceLine[], thresholds: EvidenceThresholds): ForestAxis {
  const [least, most] = LEAST[unit];
  const values = lines.flatMap(({ effect, low, high }) => [effect, low, high]).filter((value) => value !== null);
  const from = unit === 'auc' || unit === 'share' ? least : Math.min(least, ...values);
  const to = unit === 'auc' || unit === 'share' ? most : Math.max(most, ...values);
  const axis = { name: UNIT_WORDS[unit], from, to, ticks: tickMarks(unit, from, to) };
  return { ...axis, ...limitsOf(unit, thresholds) };
}

function limitsOf(unit: Unit, { amberAuc, redAuc, silentSd, confirmSd }: EvidenceThresholds): Partial<ForestAxis> {
  if (unit === 'auc') return { none: 0.5, band: [1 - amberAuc, amberAuc], limits: [1 - redAuc, redAuc] };
  if (unit === 'sd') return { none: 0, band: [-silentSd, silentSd], limits: [confirmSd] };
  return unit === 'share' ? {} : { none: 0 };
}

function tickMarks(unit: Unit, from: number, to: number): ForestAxis['ticks'] {
  const at = unit === 'auc' || unit === 'share' ? [0, 0.25, 0.5, 0.75, 1] : ticks(from, to, 4);
  return at.map((value) => ({ at: value, text: tickText(unit, value) }));
}

function tickText(unit: Unit, value: number): string {
  if (unit === 'share') return fixed(value * 100, 0);
  if (unit === 'auc') return value === 0 || value === 1 ? `${value}` : value.toFixed(2).slice(1).replace(/0$/, '');
  if (value === 0) return '0';
  return signed(value, unit === 'auc-difference' ? 2 : 1).replace('0.', '.');
}
