/** How many of `current` are newer than everything in `shown`. */
export function arrivals(shown: { seq: number }[], current: { seq: number }[]): number {
  const newest = Math.max(0, ...shown.map((row) => row.seq));
  return current.filter((row) => row.seq > newest).length;
}
