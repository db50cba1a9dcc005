import type { SiteEffect } from '@/server/queries/overview';

/** How far the AUC among healthy cases lies from .5, 0 to .5; null where it is not told. */
export function distanceOfEffect(effect: SiteEffect | null): number | null {
  const value = effect?.negatives.aucOfScore.value ?? null;
  return value === null ? null : Math.abs(value - 0.5);
}
