import { fixed, NBSP } from './number';

/** A file's size in decimal units: "812 B", "41 kB", "8.9 MB". */
export function bytes(size: number): string {
  if (size < 1000) return `${size}${NBSP}B`;
  return size < 999_500 ? `${fixed(size / 1000, 0)}${NBSP}kB` : `${fixed(size / 1e6, 1)}${NBSP}MB`;
}
