/** The least of 1, 2, 5 × 10^k that holds every value either side of 0; 1 without a value other than 0. */
export function niceRange(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return Number(([1, 2, 5, 10].find((m) => m * power >= most * (1 - 1e-9)) ?? 10) * power);
}
