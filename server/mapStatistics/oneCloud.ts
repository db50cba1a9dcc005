import type { Points } from '@/server/stats/kMeans';
import { murmur3 } from '@/server/stats/murmur3';

/**
 * Points of one normal cloud with the mean and the covariance of the given ones, which any partition cuts through: what
 * a silhouette of no clusters at all would be. Each point is the mean plus a sum of the given deviations with random
 * normal weights ÷ √n, from a hash of the seed; as many as were given. O(n² · columns).
 *
 * Source: after Liu, Hayes, Nobel, Marron, J Am Stat Assoc 2008; 103:1281 (one Gaussian as the null of a clustering).
 */
export function oneCloud({ points, columns }: Points, seed: number): Points {
  const n = points.length / columns;
  const mean = new Float64Array(columns);
  for (const [at, value] of points.entries()) mean[at % columns] = (mean[at % columns] ?? 0) + value / n;
  const deviations = points.map((value, at) => value - (mean[at % columns] ?? 0));
  const cloud = new Float64Array(points.length);
  for (let row = 0; row < n; row++) {
    const own = cloud.subarray(row * columns, (row + 1) * columns);
    own.set(mean);
    for (let i = 0; i < n; i++) {
      const weight = gaussian(row, i, seed) / Math.sqrt(n);
      for (let c = 0; c < columns; c++) own[c] = (own[c] ?? 0) + weight * (deviations[i * columns + c] ?? 0);
    }
  }
  return { points: cloud, columns };
}

/** Standard normal number of two places, by Box and Muller. */
function gaussian(row: number, i: number, seed: number): number {
  const [radius, angle] = [murmur3([row, i, 0], seed), murmur3([row, i, 1], seed)];
  return Math.sqrt(-2 * Math.log((radius + 1) / 2 ** 32)) * Math.cos((2 * Math.PI * angle) / 2 ** 32);
}
