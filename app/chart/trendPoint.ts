/**
 * One bucket of a trend: its label, the mean outside share with its 95 % interval in percent (null where not defined),
 * over how many maps, the mean probability in percent, over how many predictions.
 */
export type TrendDatum = {
  label: string;
  outside: number | null;
  low: number | null;
  high: number | null;
  maps: number;
  probability: number;
  n: number;
};

/** Under this many maps a point is drawn hollow and faint: its mean may lie anywhere. */
export const FEW_MAPS = 10;

export const isFew = (datum: TrendDatum): boolean => datum.maps < FEW_MAPS;

/** Distances from a point down and up to the ends of its interval; null without one. */
export function whisker({ outside, low, high }: TrendDatum): [number, number] | null {
  return outside === null || low === null || high === null ? null : [outside - low, high - outside];
}
