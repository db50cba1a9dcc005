/**
 * MurmurHash3, x86, 32 bits, of whole 32-bit words (as of their bytes, lowest first): the same number for the same
 * input everywhere, so random choices that hang on it repeat and need no state. 0 to 2³² − 1. Not for secrets. O(words).
 *
 * Source: Appleby, MurmurHash3.cpp (public domain), `MurmurHash3_x86_32`.
 */
export function murmur3(words: ArrayLike<number>, seed: number): number {
  let hash = seed | 0;
  for (let i = 0; i < words.length; i++) {
    const word = Math.imul(turned(Math.imul(words[i] ?? 0, 0xcc9e2d51), 15), 0x1b873593);
    hash = (Math.imul(turned(hash ^ word, 13), 5) + 0xe6546b64) | 0;
  }
  hash ^= words.length * 4;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Key of a patient (or any group) from its pseudonym: `murmur3` of the UTF-8 bytes, filled to whole words with zeros.
 * Two of 100,000 share a key about once (10¹⁰ / 2³³), and are then drawn together, which changes nothing to speak of.
 */
export function patientKey(pseudonym: string): number {
  const bytes = new TextEncoder().encode(pseudonym);
  const words = new Uint32Array(Math.ceil(bytes.length / 4));
  for (const [i, byte] of bytes.entries()) words[i >> 2] = (words[i >> 2] ?? 0) | (byte << (8 * (i & 3)));
  return murmur3(words, 0);
}

const turned = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
