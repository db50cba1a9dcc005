import type { Interval } from './aucInterval';

/** Negatives that each of two strata must have before their difference is judged (SCIENCE §0a.6). */
export const MIN_NEGATIVES = 100;

/** Limits of max(A, 1 − A), A the AUC of the score for the stratum among negatives (SCIENCE §0a.4). */
export const WEAK_AUC = 0.6;
export const STRONG_AUC = 0.75;

/** How strongly the score of the healthy tells two strata apart. */
export type SiteEffectStrength = 'none' | 'amber' | 'red';

/** Null when a stratum has fewer than `MIN_NEGATIVES`. Otherwise by the limits, the interval excluding .5. */
export function siteEffectStrength(
  auc: { value: number } & Interval,
  negatives: number,
  referenceNegatives: number,
): SiteEffectStrength | null {
  if (Math.min(negatives, referenceNegatives) < MIN_NEGATIVES) return null;
  if (auc.low <= 0.5 && auc.high >= 0.5) return 'none';
  const distance = Math.max(auc.value, 1 - auc.value);
  if (distance < WEAK_AUC) return 'none';
  return distance < STRONG_AUC ? 'amber' : 'red';
}

/**
 * Whether the healthy score higher where the disease is more frequent (`along`), lower (`against`), or the strata's
 * prevalences cannot be told apart (`none`). A score that learned the site from prevalence lifts the healthy along the
 * gradient; noise or contrast alone may pull either way (SCIENCE §0a.16).
 */
export type Gradient = 'along' | 'against' | 'none';

/** `prevalenceGap`: stratum − reference with its 95 % interval; null without labels. */
export function gradientOf(auc: number, prevalenceGap: ({ value: number } & Interval) | null): Gradient {
  if (prevalenceGap === null || auc === 0.5) return 'none';
  if (prevalenceGap.low <= 0 && prevalenceGap.high >= 0) return 'none';
  return prevalenceGap.value > 0 === auc > 0.5 ? 'along' : 'against';
}

/** The graded word (SCIENCE §0a.16). `follows` and `weak` go along the prevalence gradient; `shift` does not. */
export type SiteEffectGrade = 'follows' | 'weak' | 'shift' | 'below' | 'few';

export function siteEffectGrade(strength: SiteEffectStrength | null, gradient: Gradient): SiteEffectGrade {
  if (strength === null) return 'few';
  if (strength === 'none') return 'below';
  if (gradient !== 'along') return 'shift';
  return strength === 'red' ? 'follows' : 'weak';
}
