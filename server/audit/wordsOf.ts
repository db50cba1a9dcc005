/** A word whose four pixels are all 1; times a label, a word of that label. */
export const FOUR_ONES = 0x01010101;

/**
 * Four pixels in one number, so that a loop over a mask takes a quarter of its steps: 0.1 ms instead of 0.45 ms for
 * 512×512, and most words of a mask are all inside or all outside. The last word is filled up with 0.
 * @returns a view where the bytes allow it, else a copy
 */
export function wordsOf(data: Uint8Array): Int32Array {
  const whole = data.length % 4 === 0;
  if (whole && data.byteOffset % 4 === 0) return new Int32Array(data.buffer, data.byteOffset, data.length / 4);
  const padded = new Uint8Array(4 * Math.ceil(data.length / 4));
  padded.set(data);
  return new Int32Array(padded.buffer);
}

/** Room for a mask that is written in words: `data` shows the first `length` pixels of them. */
export function newWords(length: number): { words: Int32Array; data: Uint8Array } {
  const words = new Int32Array(Math.ceil(length / 4));
  return { words, data: new Uint8Array(words.buffer, 0, length) };
}
