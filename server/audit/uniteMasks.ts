import { checkMask } from './checkMask';
import type { Mask } from './mask';
import { newWords, wordsOf } from './wordsOf';

/**
 * The union of one or more masks of the same size.
 * @throws RangeError `masks: none`, `mask size: …`
 */
export function uniteMasks(masks: readonly Mask[]): Mask {
  const first = masks[0];
  if (!first) throw new RangeError('masks: none');
  const { words, data } = newWords(first.data.length);
  for (const mask of masks) {
    checkMask(mask, first);
    const others = wordsOf(mask.data);
    for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) | (others[i] ?? 0);
  }
  return { height: first.height, width: first.width, data };
}
