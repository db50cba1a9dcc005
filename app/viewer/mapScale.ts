import { findingName } from '@/app/matrix/findingName';
import { LOG_RATIO_RANGE } from '@/app/saliency/ranges';
import type { InstancePrediction } from '@/server/queries/caseDetail';
import type { MapValues } from '@/server/queries/feed';
import type { View } from './viewQuery';

/** What a map's numbers mean and over which range they are drawn. */
export type MapScale = {
  title: string;
  unit: string;
  range: number;
  /** The largest value that the map can have, where there is one. */
  ceiling: number | null;
  /** Said in the place of the scale's own words. */
  note: string | null;
  /** There are no values below 0, so that the scale has one half. */
  isUnsigned?: boolean;
  /** It speaks neither for nor against the finding. */
  isExploratory?: boolean;
};

/** One scale for all maps of a finding that are on the screen; null without a finding. */
export function mapScale(
  prediction: Pick<InstancePrediction, 'finding' | 'mapUnit' | 'baseline'> | null,
  { method, range }: Pick<View, 'method' | 'range'>,
  maps: (MapValues | null)[],
): MapScale | null {
  if (prediction === null) return null;
  const name = findingName(prediction.finding);
  if (method === 'log-ratio') {
    const ceiling = -Math.log(prediction.baseline);
    return { title: `${name}, log-ratio`, unit: 'nats', range: LOG_RATIO_RANGE, ceiling, note: null };
  }
  if (prediction.mapUnit !== 'as sent') {
    return { title: `${name}, CAM`, unit: 'logits', range, ceiling: null, note: null };
  }
  // A map without a unit has no common scale: it is drawn on its own.
  const furthest = Math.max(1e-9, ...maps.flatMap((map) => map?.values ?? []).map(Math.abs));
  const note = 'on a scale of its own: not to be compared between cases';
  return { title: `${name}, map as sent`, unit: 'as sent', range: furthest, ceiling: null, note };
}
