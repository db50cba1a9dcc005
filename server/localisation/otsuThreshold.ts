const LEVELS = 256;

/**
 * Otsu's threshold of values in 0–1, in 256 levels (Otsu, IEEE Trans SMC 1979; 9:62): the level that splits them into
 * two classes of the greatest variance between. Values above the answer are the upper class. 0–1; of several levels that
 * are alike the first. 0 for values that are all alike.
 */
export function otsuThreshold(values: Float64Array): number {
  const counts = new Float64Array(LEVELS);
  for (const value of values) {
    const level = Math.min(LEVELS - 1, Math.max(0, Math.floor(value * (LEVELS - 1))));
    counts[level] = (counts[level] ?? 0) + 1;
  }
  const total = values.length;
  const sum = counts.reduce((all, count, level) => all + count * level, 0);
  let [below, sumBelow, best, threshold] = [0, 0, 0, 0];
  for (let level = 0; level < LEVELS; level++) {
    const count = counts[level] ?? 0;
    below += count;
    sumBelow += count * level;
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (sum - sumBelow) / above) ** 2;
    if (between > best * (1 + 1e-12)) [best, threshold] = [between, level];
  }
  return threshold / (LEVELS - 1);
}
