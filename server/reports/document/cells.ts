import { aucEnds, aucNumber } from '@/app/chart/aucText';
import { effectText } from '@/app/evidence/lineWords';
import { count, fixed, signed } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import type { Estimate } from '@/server/reports/content/estimate';
import type { LineContent } from '@/server/reports/content/findingContent';
import type { Axis, Cell, Column, Plot, Tone } from './block';

/** What stands where fewer than ten cases are. */
export const FEW = 'under 10';

/** What stands where nothing can be told. */
export const NONE = 'not told';

export const start = (name: string, weight: number): Column => ({ name, align: 'start', weight });
export const end = (name: string, weight: number): Column => ({ name, align: 'end', weight });
export const drawn = (name: string, weight: number): Column => ({ name, align: 'start', weight, drawn: true });

export const text = (value: string, under?: string): Cell =>
  under === undefined ? { text: value } : { text: value, under };
export const countText = (n: number | null): string => (n === null ? FEW : count(n));
export const countCell = (n: number | null): Cell => ({ text: countText(n) });

export const AUC_AXIS: Axis = { from: 0, to: 1, none: 0.5 };
/** Of discrimination, which is seldom below chance; what is, stands at its end. */
export const DISCRIMINATION_AXIS: Axis = { from: 0.4, to: 1, none: 0.5 };
export const SHARE_AXIS: Axis = { from: 0, to: 1, none: null };

/** An AUC with its interval under it. */
export function aucCell({ value, low, high }: Estimate): Cell {
  if (value === null) return { text: NONE };
  return text(aucNumber(value), aucEnds(low, high) ?? undefined);
}

/** A share with its interval under it. */
export function shareCell({ value, low, high }: Estimate): Cell {
  return value === null ? { text: NONE } : text(percent(value), interval(low, high) ?? undefined);
}

/** A difference of AUCs, with its sign. */
export function liftCell({ value, low, high }: Estimate): Cell {
  if (value === null) return { text: NONE };
  return text(signed(value, 3), low === null || high === null ? undefined : `${signed(low, 3)} to ${signed(high, 3)}`);
}

/** An effect of a line in its unit. */
export function effectCell({ unit, effect: { value, low, high } }: LineContent): Cell {
  if (value === null) return { text: NONE };
  const ends = low === null || high === null ? undefined : `${effectText(unit, low)} to ${effectText(unit, high)}`;
  return text(effectText(unit, value), ends);
}

export const numberCell = (value: number | null, digits: number): Cell => ({
  text: value === null ? NONE : fixed(value, digits),
});

/** The drawn form of an estimate; an empty cell where there is none. */
export function plotCell(
  { value, low, high }: Estimate,
  axis: Axis,
  tone: Tone = 'plain',
  chance?: number | null,
): Cell {
  if (value === null) return { text: '' };
  const plot: Plot = { axis, value, low, high, tone, ...(chance != null && { chance }) };
  return { text: '', plot };
}

/** Each unit about the middle where there is no effect. */
export const UNIT_AXES: Record<LineContent['unit'], Axis> = {
  auc: AUC_AXIS,
  'auc-difference': { from: -0.2, to: 0.2, none: 0 },
  sd: { from: -2, to: 2, none: 0 },
  share: SHARE_AXIS,
  log2: { from: -2, to: 2, none: 0 },
};
