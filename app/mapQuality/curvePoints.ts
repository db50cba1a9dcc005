import type { CheckFigures, CheckPoint } from '@/server/analysis/mapQualityAnswers';

/** A place on the curve. `share`: of the layers that are permuted, 0–1. */
export type CurvePoint = { share: number; value: number; low: number; high: number; says: string };

/** The cascade, from the learned network (alike by definition) to all layers; steps without a figure are left out. */
export function cascadePoints(figures: Pick<CheckFigures, 'curve' | 'layers'>): CurvePoint[] {
  const start = { share: 0, value: 1, low: 1, high: 1, says: 'none permuted: 1' };
  return [start, ...pointsOf(figures, 'cascade')];
}

/** Each step alone, at the middle of its layers. */
export const independentPoints = (figures: Pick<CheckFigures, 'curve' | 'layers'>): CurvePoint[] =>
  pointsOf(figures, 'independent');

function pointsOf({ curve, layers }: Pick<CheckFigures, 'curve' | 'layers'>, arm: CheckPoint['arm']): CurvePoint[] {
  return curve.flatMap(({ arm: own, from, to, likeness }) => {
    if (own !== arm || likeness === null || layers === 0) return [];
    const { value, low, high } = likeness;
    const share = arm === 'cascade' ? to / layers : (from + to) / 2 / layers;
    const which = arm === 'cascade' ? `the last ${to} of ${layers}` : `layers ${from + 1} to ${to} alone`;
    const ends = { low: Math.max(0, low ?? value), high: Math.min(1, high ?? value) };
    return [{ share, value, ...ends, says: `${which}: ${value.toFixed(2)}` }];
  });
}
