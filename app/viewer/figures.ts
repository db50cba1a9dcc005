import { signed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import type { DefinitionName } from '@/app/panel/definitions';
import type { ShareSet } from '@/server/queries/caseDetail';

/** One figure of where a map's evidence lies: its name, its field, its definition and how it is written. */
export type Figure = { name: string; of: keyof ShareSet; definition: DefinitionName; show: (value: number) => string };

/** The figures of one map in the order in which they are read. */
export const FIGURES: Figure[] = [
  { name: 'outside share', of: 'outsideShare', definition: 'outsideShare', show: percent },
  { name: 'negative outside share', of: 'negativeOutsideShare', definition: 'negativeOutsideShare', show: percent },
  { name: 'area outside', of: 'areaOutside', definition: 'chance', show: percent },
  { name: 'enrichment', of: 'enrichment', definition: 'enrichment', show: (value) => signed(value, 2) },
  { name: 'inside, logits', of: 'contributionInside', definition: 'contributionInside', show: (v) => signed(v, 3) },
  { name: 'outside, logits', of: 'contributionOutside', definition: 'contributionOutside', show: (v) => signed(v, 3) },
];

/** A figure's value as text; null when it is not defined. */
export function figureText(figure: Figure, set: ShareSet): string | null {
  const value = set[figure.of];
  return value === null ? null : figure.show(value);
}

/** The chance level beside a share: the area outside, for either sign of the evidence. Null for other figures. */
export function chanceText(figure: Figure, set: ShareSet): string | null {
  const isShare = figure.of === 'outsideShare' || figure.of === 'negativeOutsideShare';
  return isShare && set.areaOutside !== null ? `chance ${percent(set.areaOutside)}` : null;
}

/** Why a figure is not defined, as a code; the negative share has a reason of its own. */
export const missingBecause = (figure: Figure, reason: string | null): string | null =>
  figure.of === 'negativeOutsideShare' && (reason === null || reason === 'no_positive_evidence')
    ? 'no_negative_evidence'
    : reason;
