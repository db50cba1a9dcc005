import { murmur3 } from './murmur3';

/**
 * Fold of every case for cross-validation, 0 to `folds` − 1, all cases of a group (a patient) in one fold, so that no
 * patient is both learned from and tested on. Groups with a positive case and groups without are each put in the order
 * of a hash of key and seed and dealt out in turn, so folds have about the same number of both. The same for the same
 * data in any order of the cases. With fewer groups than folds some folds stay empty. `groups`: 32-bit keys
 * (`patientKey`); `truths`: 1 or 0. O(n log n).
 *
 * Source: stratified grouped k-fold, Kohavi, IJCAI 1995; 2:1137, with groups as units.
 * @throws RangeError `truths: …` if the lengths differ, `folds: …` unless 2–255
 */
export function foldsByGroup(
  groups: ArrayLike<number>,
  truths: ArrayLike<number>,
  { folds = 5, seed }: { folds?: number; seed: number },
): Uint8Array {
  if (groups.length !== truths.length) throw new RangeError(`truths: ${truths.length} for ${groups.length}`);
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= 255)) throw new RangeError(`folds: ${folds}`);
  const holdsPositive = new Map<number, boolean>();
  for (let i = 0; i < groups.length; i++) {
    const group = (groups[i] ?? 0) >>> 0;
    holdsPositive.set(group, truths[i] === 1 || holdsPositive.get(group) === true);
  }
  const foldOf = new Map<number, number>();
  let dealt = 0;
  for (const wanted of [true, false]) {
    const order = Array.from(holdsPositive.keys())
      .filter((group) => holdsPositive.get(group) === wanted)
      .map((group) => ({ group, place: murmur3([group], seed) }))
      .sort((a, b) => a.place - b.place || a.group - b.group);
    // The second deal goes on where the first ended, so the first folds do not get one more of both.
    for (const { group } of order) foldOf.set(group, dealt++ % folds);
  }
  return Uint8Array.from(groups, (group) => foldOf.get(group >>> 0) ?? 0);
}
