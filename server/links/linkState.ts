/** `used-up`: as many browsers have opened it as may; those that have still can. */
export type LinkState = 'open' | 'expired' | 'revoked' | 'used-up';

type Facts = { revokedAt: Date | null; expiresAt: Date; viewCap: number | null; views: number };

/** Where a link stands for a browser that has not opened it yet. */
export function linkState({ revokedAt, expiresAt, viewCap, views }: Facts, now: Date): LinkState {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt.getTime() <= now.getTime()) return 'expired';
  return viewCap !== null && views >= viewCap ? 'used-up' : 'open';
}
