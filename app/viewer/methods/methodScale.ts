import { findingName } from '@/app/matrix/findingName';
import type { MapValues } from '@/server/queries/feed';
import { METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import type { MapScale } from '../mapScale';

/** The steps between powers of ten. */
const STEPS = [1, 2, 5, 10] as const;

/** The smallest of …, 0.1, 0.2, 0.5, 1, 2, 5, … that holds every value; 1 where all are 0. */
export function stepRange(values: readonly number[]): number {
  const furthest = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  if (furthest === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(furthest));
  // A hair of room, since 0.3 is not three times 0.1.
  const step = STEPS.find((candidate) => candidate * power >= furthest * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(3));
}

const WHAT: Partial<Record<SaliencyMethodName, string>> = {
  occlusion: 'logits lost where a patch is covered',
  shapley: 'logits of each region, spread over its pixels',
  rise: 'logits per unit of mask',
  'score-cam': 'weights, no unit of the score',
  'eigen-cam': 'strength of the first component, neither for nor against the finding',
  'attention-rollout': 'share of attention',
};

/** The scale of a map that was asked for: its own unit, over the smallest fixed step that holds it, which is said. */
export function methodScale(method: SaliencyMethodName, finding: string, unit: string, map: MapValues): MapScale {
  const { label, isExploratory } = METHODS[method];
  const title = isExploratory ? label : `${findingName(finding)}, ${label}`;
  const range = stepRange(map.values);
  const note = `${WHAT[method] ?? unit}; ±${range}, the next step that holds this map`;
  return {
    title,
    unit,
    range,
    ceiling: null,
    note: unsigned(map) ? note.replace('±', '0 to ') : note,
    ...{ isUnsigned: unsigned(map), isExploratory },
  };
}

/** Whether a map has one sign only, so that the scale has one half. */
export const unsigned = ({ values }: MapValues): boolean => values.every((value) => !(value < 0));
