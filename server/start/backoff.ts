/** A child that ran this long before it died starts over at the shortest wait. */
const STEADY_MS = 30_000;

/** How long to wait before the restart that follows `failures` short lives in a row (1, 2, …): 0.2 s doubling to 5 s. */
export function restartDelay(failures: number): number {
  return Math.min(5_000, 200 * 2 ** Math.max(0, failures - 1));
}

/** The count of short lives in a row after one more, which lasted `livedMs`. */
export function countFailure(failures: number, livedMs: number): number {
  return livedMs >= STEADY_MS ? 1 : failures + 1;
}
