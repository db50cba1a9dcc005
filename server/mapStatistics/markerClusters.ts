import { hammingDistance, type MarkerLook, ones } from './markerHash';

/** Bits of 64 that may differ, and by what factor shape and size may, for two markers to be of one kind. */
const MOST_BITS = 18;
const MOST_ASPECT = Math.log(1.3);
const MOST_SIZE = Math.log(1.3);

/** Markers that a kind must have to be told. */
export const LEAST_MEMBERS = 5;

/** Kinds that are told, the largest. */
export const MOST_CLUSTERS = 40;

/**
 * Kinds of markers: the marker with the most look-alikes and all of these are one, then the same among those that are
 * left, until none has `LEAST_MEMBERS` (Taylor–Butina). Nobody is in a kind because of a third one that is like both, as
 * it happens where clusters are chained, and the order of the markers only decides between equals. O(n²).
 *
 * Source: Butina, J Chem Inf Comput Sci 1999; 39:747.
 * @returns the members of each kind, the most typical first; the largest kinds first
 */
export function markerClusters(looks: readonly MarkerLook[]): number[][] {
  const areAlike = comparisonOf(looks);
  const isFree = new Uint8Array(looks.length).fill(1);
  const counts = new Uint32Array(looks.length);
  for (let i = 0; i < looks.length; i++) {
    for (let j = 0; j < i; j++) {
      if (!areAlike(i, j)) continue;
      counts[i] = (counts[i] ?? 0) + 1;
      counts[j] = (counts[j] ?? 0) + 1;
    }
  }
  const clusters: number[][] = [];
  while (clusters.length < MOST_CLUSTERS) {
    const leader = counts.reduce((best, count, i) => (isFree[i] && count > (counts[best] ?? 0) ? i : best), -1);
    if ((counts[leader] ?? 0) < LEAST_MEMBERS - 1) break;
    const members = membersOf(leader, looks, (i) => isFree[i] === 1 && areAlike(leader, i));
    for (const member of members) {
      isFree[member] = counts[member] = 0;
      for (let i = 0; i < looks.length; i++) if (isFree[i] && areAlike(member, i)) counts[i] = (counts[i] ?? 0) - 1;
    }
    clusters.push(members);
  }
  return clusters;
}

/** The leader and its look-alikes, the nearest first. */
function membersOf(leader: number, looks: readonly MarkerLook[], isMember: (i: number) => boolean): number[] {
  const look = looks[leader];
  const distance = (i: number): number => {
    const other = looks[i];
    return look === undefined || other === undefined ? 0 : hammingDistance(look, other);
  };
  const others = [...looks.keys()].filter((i) => i !== leader && isMember(i));
  return [leader, ...others.sort((a, b) => distance(a) - distance(b) || a - b)];
}

/** Whether two markers are alike, by place. Columns, since millions of pairs are compared. */
function comparisonOf(looks: readonly MarkerLook[]): (a: number, b: number) => boolean {
  const high = Int32Array.from(looks, (look) => look.high);
  const low = Int32Array.from(looks, (look) => look.low);
  const aspect = Float64Array.from(looks, (look) => Math.log(look.aspect));
  const size = Float64Array.from(looks, (look) => Math.log(look.size));
  return (a, b) =>
    Math.abs((size[a] ?? 0) - (size[b] ?? 0)) <= MOST_SIZE &&
    Math.abs((aspect[a] ?? 0) - (aspect[b] ?? 0)) <= MOST_ASPECT &&
    ones((high[a] ?? 0) ^ (high[b] ?? 0)) + ones((low[a] ?? 0) ^ (low[b] ?? 0)) <= MOST_BITS;
}
