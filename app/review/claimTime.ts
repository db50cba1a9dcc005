/** A claim is renewed by itself while its reader is at work and less than this is left. */
export const RENEW_UNDER_MS = 3 * 60_000;

/** Without a key or a move of the pointer for so long, a reader counts as away and the claim may run out. */
export const AWAY_AFTER_MS = 5 * 60_000;

/** What is to be done about a claim now: nothing, ask for more time, or take it as lost. Times in ms. */
export function claimStep(left: number, quiet: number): 'keep' | 'renew' | 'lost' {
  if (left <= 0) return 'lost';
  return left < RENEW_UNDER_MS && quiet < AWAY_AFTER_MS ? 'renew' : 'keep';
}

/** Time that is left, as "8:51"; never below "0:00". */
export function leftWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
