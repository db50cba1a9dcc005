import type { Moments } from './moments';

/**
 * Moments of the means of clusters, each cluster counting once: of patient-days for the drift alarm, as several images
 * of one patient on one day are not independent (SCIENCE §0a.8). n 0 without values. O(n).
 * @param clusters the cluster of each value
 * @throws RangeError `clusters: …` if the lengths differ, `value: …` unless finite
 */
export function clusterMeans(values: ArrayLike<number>, clusters: ArrayLike<number | string>): Moments {
  if (values.length !== clusters.length) throw new RangeError(`clusters: ${clusters.length}, values: ${values.length}`);
  const byCluster = new Map<number | string, { n: number; sum: number }>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (!Number.isFinite(value)) throw new RangeError(`value: ${value}`);
    const cluster = clusters[i] ?? 0;
    const { n, sum } = byCluster.get(cluster) ?? { n: 0, sum: 0 };
    byCluster.set(cluster, { n: n + 1, sum: sum + value });
  }
  const moments = { n: 0, sum: 0, sumOfSquares: 0 };
  for (const { n, sum } of byCluster.values()) {
    moments.n += 1;
    moments.sum += sum / n;
    moments.sumOfSquares += (sum / n) ** 2;
  }
  return moments;
}
