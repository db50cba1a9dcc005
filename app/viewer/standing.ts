type Score = { probability: number; baseline: number; percentile: number | null };

/** How many times its baseline a probability is. */
export const baselineRatio = ({ probability, baseline }: Pick<Score, 'probability' | 'baseline'>): number =>
  probability / baseline;

/** The most unusual score first: by percentile where there is one, else by the ratio to the baseline. */
export function byStanding(a: Score, b: Score): number {
  const percentiles = (b.percentile ?? -1) - (a.percentile ?? -1);
  return percentiles === 0 ? baselineRatio(b) - baselineRatio(a) : percentiles;
}

/** Place of a score's mark on its small axis, 0 to 1: its percentile, or log2 of the ratio from −4 to +4. */
export function markPosition(score: Score): number {
  const share = score.percentile === null ? (Math.log2(baselineRatio(score)) + 4) / 8 : score.percentile / 100;
  return Math.min(Math.max(share, 0), 1);
}
