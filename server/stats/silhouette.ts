import { type Points, squaredDistance } from './kMeans';

/**
 * Mean silhouette of a partition, −1 to 1: for each point (b − a) / max(a, b), a the mean Euclidean distance to the other
 * points of its cluster and b that to the points of the nearest other cluster; 0 for a cluster of one. 1 is far apart,
 * 0 is on the border; up to .25 is taken as no structure (Kaufman and Rousseeuw). Null with fewer than two clusters, or as
 * many as points. O(n² · columns).
 *
 * Source: Rousseeuw, J Comput Appl Math 1987; 20:53; Kaufman, Rousseeuw, Finding Groups in Data, 1990, table 4.
 * @throws RangeError `labels: …` if the lengths differ
 */
export function silhouette({ points, columns }: Points, labels: Uint8Array): number | null {
  const n = labels.length;
  if (points.length !== n * columns) throw new RangeError(`labels: ${n} for ${points.length / columns}`);
  const counts = new Float64Array(256);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const used = Array.from(counts.keys()).filter((label) => (counts[label] ?? 0) > 0);
  if (used.length < 2 || used.length >= n) return null;
  let total = 0;
  const sums = new Float64Array(256);
  for (let i = 0; i < n; i++) {
    sums.fill(0);
    for (let j = 0; j < n; j++) {
      const label = labels[j] ?? 0;
      sums[label] = (sums[label] ?? 0) + Math.sqrt(squaredDistance(points, i, points, j, columns));
    }
    total += widthOf(labels[i] ?? 0, sums, counts, used);
  }
  return total / n;
}

function widthOf(own: number, sums: Float64Array, counts: Float64Array, used: readonly number[]): number {
  if ((counts[own] ?? 0) < 2) return 0;
  const within = (sums[own] ?? 0) / ((counts[own] ?? 0) - 1);
  const others = used.filter((label) => label !== own).map((label) => (sums[label] ?? 0) / (counts[label] ?? 1));
  const between = Math.min(...others);
  const widest = Math.max(within, between);
  return widest === 0 ? 0 : (between - within) / widest;
}
