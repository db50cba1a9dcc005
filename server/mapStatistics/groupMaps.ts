import { MIN_POSITIVE_EVIDENCE } from '@/server/audit/definition';
import { type KMeans, kMeans, type Points, squaredDistance } from '@/server/stats/kMeans';
import { silhouette } from '@/server/stats/silhouette';
import { countMaps, type MapSet, mapAt } from './mapSet';
import { oneCloud } from './oneCloud';

/** Fewest maps of a cluster; twice as many are needed to look for clusters at all. */
export const MIN_CLUSTER = 20;

/** Numbers of clusters that are tried. */
const CLUSTERS = [2, 3, 4, 5, 6] as const;

/** Up to this mean silhouette there is no structure to speak of (Kaufman and Rousseeuw 1990). */
const NO_STRUCTURE = 0.25;

/** By how much it must be above that of one cloud without clusters, of which this many are drawn. */
const ABOVE_CHANCE = 0.1;
const CLOUDS = 2;

/** Starts of k-means for the maps, and for a cloud, of which only the silhouette is wanted. */
const RESTARTS = 5;
const CLOUD_RESTARTS = 2;

/** Maps that the silhouette is made of, n² distances each time. */
const MOST_JUDGED = 800;

const EXAMPLES = 6;

/**
 * `members`: which maps were grouped, in the order of `labels`; `examples`: of each cluster the maps nearest to its
 * centre, nearest first, of different patients.
 */
export type MapGroups = {
  members: Uint32Array;
  labels: Uint8Array;
  count: number;
  examples: number[][];
  silhouette: number | null;
  tried: { clusters: number; silhouette: number; chance: number; smallest: number }[];
  none: 'few_cases' | 'one_strategy' | null;
};

/**
 * Kinds of maps, as strategies of a model: k-means of the positive maps, each made to sum to 1, so that what counts is
 * where the evidence lies and not how much there is. On the model's own grid and not in anatomical coordinates: every map
 * has it, with or without masks, and a corner marker is at one place of the image, wherever the chest lies. The number of
 * clusters, 2 to 6, is that with the largest mean silhouette (of a random 800 maps at most) among those whose smallest
 * cluster has 20 maps; it must be above .25, and .1 above that of one normal cloud of the same covariance (`chance`), or
 * there is one strategy: also a cloud that is long in one direction can be cut in two. Maps without positive evidence are
 * in no cluster. The same maps with the same seed give the same clusters.
 *
 * Source: after Lapuschkin et al., Nat Commun 2019; 10:1096 (spectral relevance analysis), with k-means.
 * @throws RangeError `maps: …`
 */
export function groupMaps(set: MapSet, seed: number): MapGroups {
  const members = Uint32Array.from(withEvidence(set));
  const rows = normalised(set, members);
  const whole = new Uint8Array(members.length);
  const one = { members, labels: whole, silhouette: null };
  if (members.length < MIN_CLUSTER) return { ...one, count: 0, examples: [], tried: [], none: 'few_cases' };
  const alone = { ...one, count: 1, examples: examplesOf(set, rows, members, kMeans(rows, 1, { seed }), 1) };
  if (members.length < 2 * MIN_CLUSTER) return { ...alone, tried: [], none: 'few_cases' };
  const clouds = Array.from({ length: CLOUDS }, (_, i) => oneCloud(firstRows(rows), seed + i));
  const fits = CLUSTERS.map((clusters) => judged(rows, clouds, clusters, seed));
  const tried = fits.map(({ fit: _, ...told }) => told);
  const [best] = fits
    .filter((fit) => fit.smallest >= MIN_CLUSTER && fit.silhouette > Math.max(NO_STRUCTURE, fit.chance + ABOVE_CHANCE))
    .sort((a, b) => b.silhouette - a.silhouette);
  if (best === undefined) return { ...alone, tried, none: 'one_strategy' };
  const examples = examplesOf(set, rows, members, best.fit, best.clusters);
  const { labels } = best.fit;
  return { members, labels, count: best.clusters, examples, silhouette: best.silhouette, tried, none: null };
}

function withEvidence(set: MapSet): number[] {
  const least = MIN_POSITIVE_EVIDENCE * set.height * set.width;
  return Array.from({ length: countMaps(set) }, (_, i) => i).filter((i) => positiveMass(mapAt(set, i)) >= least);
}

const positiveMass = (map: Float32Array): number => map.reduce((sum, value) => sum + Math.max(0, value), 0);

function normalised(set: MapSet, members: Uint32Array): Points {
  const columns = set.height * set.width;
  const points = new Float64Array(members.length * columns);
  for (const [row, member] of members.entries()) {
    const map = mapAt(set, member);
    const mass = positiveMass(map);
    for (const [cell, value] of map.entries()) points[row * columns + cell] = Math.max(0, value) / mass;
  }
  return { points, columns };
}

/** The maps come in random order, so the first ones are a sample. */
const firstRows = ({ points, columns }: Points): Points => ({
  points: points.subarray(0, MOST_JUDGED * columns),
  columns,
});

function judged(rows: Points, clouds: readonly Points[], clusters: number, seed: number) {
  const fit = kMeans(rows, clusters, { seed, restarts: RESTARTS });
  const first = firstRows(rows);
  const width = silhouette(first, fit.labels.subarray(0, first.points.length / first.columns)) ?? -1;
  const chances = clouds.map(
    (cloud) => silhouette(cloud, kMeans(cloud, clusters, { seed, restarts: CLOUD_RESTARTS }).labels) ?? -1,
  );
  const chance = chances.reduce((sum, value) => sum + value, 0) / chances.length;
  const sizes = Array.from({ length: clusters }, (_, k) => fit.labels.filter((label) => label === k).length);
  return { clusters, fit, silhouette: width, chance, smallest: Math.min(...sizes) };
}

function examplesOf(set: MapSet, { points, columns }: Points, members: Uint32Array, fit: KMeans, count: number) {
  return Array.from({ length: count }, (_, k) => {
    const own = Array.from(fit.labels.keys()).filter((row) => fit.labels[row] === k);
    const away = new Map(own.map((row) => [row, squaredDistance(points, row, fit.centres, k, columns)]));
    const seen = new Set<number>();
    const found: number[] = [];
    for (const row of own.sort((a, b) => (away.get(a) ?? 0) - (away.get(b) ?? 0) || a - b)) {
      const patient = set.patients[members[row] ?? 0] ?? 0;
      if (seen.has(patient)) continue;
      seen.add(patient);
      found.push(members[row] ?? 0);
      if (found.length === EXAMPLES) break;
    }
    return found;
  });
}
