import { FOUR_ONES, wordsOf } from './wordsOf';

/**
 * Where labels change: the indices i ≥ 1, ascending, with labels[i] ≠ labels[i − 1], rows joined end to end. Zones
 * and masks are large, so a few thousand of these say what 262,144 pixels do.
 * @param labels Uint8Array, any length
 */
export function labelChanges(labels: Uint8Array): number[] {
  const words = wordsOf(labels);
  const changes: number[] = [];
  let current = labels[0] ?? 0;
  let same = Math.imul(current, FOUR_ONES);
  for (let word = 0; word < words.length; word++) {
    if (words[word] === same) continue;
    const end = Math.min(labels.length, 4 * word + 4);
    for (let i = 4 * word; i < end; i++) {
      const label = labels[i] ?? 0;
      if (label === current) continue;
      changes.push(i);
      current = label;
    }
    same = Math.imul(current, FOUR_ONES);
  }
  return changes;
}
