import { murmur3 } from './murmur3';

/** `points`: Float64Array [n, columns], row-major. */
export type Points = { points: Float64Array; columns: number };

/** `labels`: the cluster of each point; `centres`: [k, columns]; `inertia`: Σ squared distance to the own centre. */
export type KMeans = { labels: Uint8Array; centres: Float64Array; inertia: number };

const STEPS = 300;

/**
 * k-means by Lloyd's steps from k-means++ starts; the best of `restarts`, with draws from a hash of the seed, so that the
 * same points in the same order always give the same clusters. Ends when no point changes its cluster. A cluster that
 * loses all its points takes the point farthest from its own centre. Clusters come largest first. O(restarts · steps ·
 * n · k · columns).
 *
 * Source: Lloyd, IEEE Trans Inf Theory 1982; 28:129; Arthur, Vassilvitskii, SODA 2007 (starts).
 * @throws RangeError `points: …` unless whole rows, `clusters: …` unless 1 to 255 and at most n
 */
export function kMeans(
  { points, columns }: Points,
  clusters: number,
  { seed, restarts = 10 }: { seed: number; restarts?: number },
): KMeans {
  const n = points.length / columns;
  if (!(columns >= 1) || !Number.isInteger(n)) throw new RangeError(`points: ${points.length} of ${columns}`);
  if (!(Number.isInteger(clusters) && clusters >= 1 && clusters <= Math.min(255, n))) {
    throw new RangeError(`clusters: ${clusters} of ${n} points`);
  }
  let best: KMeans | undefined;
  for (let start = 0; start < restarts; start++) {
    const draw = (i: number): number => murmur3([start, i], seed) / 2 ** 32;
    const found = settled({ points, columns }, firstCentres({ points, columns }, clusters, draw));
    if (best === undefined || found.inertia < best.inertia) best = found;
  }
  if (best === undefined) throw new RangeError(`restarts: ${restarts}`);
  return largestFirst(best, clusters, columns);
}

/** Squared Euclidean distance of two rows. */
export function squaredDistance(one: Float64Array, i: number, other: Float64Array, j: number, columns: number): number {
  let sum = 0;
  for (let c = 0; c < columns; c++) sum += ((one[i * columns + c] ?? 0) - (other[j * columns + c] ?? 0)) ** 2;
  return sum;
}

/** k-means++: each further start is drawn with odds of its squared distance to the nearest one so far. */
function firstCentres({ points, columns }: Points, clusters: number, draw: (i: number) => number): Float64Array {
  const n = points.length / columns;
  const centres = new Float64Array(clusters * columns);
  const take = (k: number, row: number): void =>
    centres.set(points.subarray(row * columns, (row + 1) * columns), k * columns);
  take(0, Math.floor(draw(0) * n));
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  for (let k = 1; k < clusters; k++) {
    let total = 0;
    for (let i = 0; i < n; i++) {
      nearest[i] = Math.min(nearest[i] ?? 0, squaredDistance(points, i, centres, k - 1, columns));
      total += nearest[i] ?? 0;
    }
    let left = draw(k) * total;
    let row = 0;
    while (row < n - 1 && left >= (nearest[row] ?? 0)) left -= nearest[row++] ?? 0;
    take(k, row);
  }
  return centres;
}

function settled(rows: Points, centres: Float64Array): KMeans {
  const { points, columns } = rows;
  const n = points.length / columns;
  const labels = new Uint8Array(n).fill(255);
  const distances = new Float64Array(n);
  for (let step = 0; step < STEPS; step++) {
    const changed = assign(rows, centres, labels, distances);
    if (!changed) break;
    moveCentres(rows, centres, labels, distances);
  }
  return { labels, centres, inertia: distances.reduce((sum, distance) => sum + distance, 0) };
}

/** Each point to the nearest centre; whether one changed. */
function assign({ points, columns }: Points, centres: Float64Array, labels: Uint8Array, distances: Float64Array) {
  let changed = false;
  for (let i = 0; i < labels.length; i++) {
    let [label, least] = [0, Number.POSITIVE_INFINITY];
    for (let k = 0; k < centres.length / columns; k++) {
      const distance = squaredDistance(points, i, centres, k, columns);
      if (distance < least) [label, least] = [k, distance];
    }
    changed ||= labels[i] !== label;
    labels[i] = label;
    distances[i] = least;
  }
  return changed;
}

function moveCentres({ points, columns }: Points, centres: Float64Array, labels: Uint8Array, distances: Float64Array) {
  const counts = new Float64Array(centres.length / columns);
  centres.fill(0);
  for (const [i, k] of labels.entries()) {
    counts[k] = (counts[k] ?? 0) + 1;
    for (let c = 0; c < columns; c++) {
      const at = k * columns + c;
      centres[at] = (centres[at] ?? 0) + (points[i * columns + c] ?? 0);
    }
  }
  for (const [k, count] of counts.entries()) {
    const own = centres.subarray(k * columns, (k + 1) * columns);
    if (count > 0) {
      for (let c = 0; c < columns; c++) own[c] = (own[c] ?? 0) / count;
      continue;
    }
    const farthest = distances.reduce((at, distance, i) => (distance > (distances[at] ?? 0) ? i : at), 0);
    own.set(points.subarray(farthest * columns, (farthest + 1) * columns));
    distances[farthest] = 0;
  }
}

function largestFirst({ labels, centres, inertia }: KMeans, clusters: number, columns: number): KMeans {
  const counts = Array.from({ length: clusters }, () => 0);
  for (const k of labels) counts[k] = (counts[k] ?? 0) + 1;
  const order = counts.map((_, k) => k).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const moved = new Float64Array(centres.length);
  for (const [to, from] of order.entries()) {
    moved.set(centres.subarray(from * columns, (from + 1) * columns), to * columns);
  }
  return { labels: labels.map((k) => order.indexOf(k)), centres: moved, inertia };
}
