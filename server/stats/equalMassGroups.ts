/**
 * Group 0 to `groups` − 1 of every entry of a table, so that groups hold about the same count: entry i goes to
 * floor(groups · (count below i + half its own) / n). Entries are never split, so equal scores stay together, groups
 * may differ and some may be empty; with single scores and n a multiple of `groups` all are of the same size (the
 * groups between the sample quantiles). Without any counts all are in group 0. O(entries).
 * @throws RangeError `groups: …` unless a whole number from 1
 */
export function equalMassGroups(counts: ArrayLike<number>, groups: number): Uint16Array {
  if (!(Number.isInteger(groups) && groups >= 1 && groups <= 65_536)) throw new RangeError(`groups: ${groups}`);
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  const group = new Uint16Array(counts.length);
  let below = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] ?? 0;
    if (total > 0) group[i] = Math.min(groups - 1, Math.floor((groups * (below + count / 2)) / total));
    below += count;
  }
  return group;
}
