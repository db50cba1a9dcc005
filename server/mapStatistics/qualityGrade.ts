import type { QualityMean } from './qualityMean';

/** Of the rules, as shown beside the grade. */
export const QUALITY_LIMITS = {
  /** Greatest mean |Spearman| after all weights were permuted (SCIENCE §8). */
  likeness: 0.3,
  /** Greatest p of the outside share's distribution having moved. */
  p: 0.01,
  /** Greatest mean |Spearman| of a CAM whose head alone was permuted: the maps share less than half of their variance. */
  head: Math.SQRT1_2,
  /** Images under which nothing is decided. */
  images: 12,
  /** Images from which on a distribution that did not move counts as such, rather than as too few images. */
  enough: 48,
} as const;

export type QualityGrade = 'passed' | 'failed' | 'undecided';

/**
 * Why it is not passed. `alike`: maps of the unlearned network look like the learned ones; `unmoved`: the outside share
 * does not notice; `head-alike`: CAM does not notice its head; `few-images`; `no-shares`: no masks to tell the outside
 * share by; `no-maps`: too few maps that could be compared; `quantised`: its weights cannot be permuted.
 */
export type QualityReason = 'alike' | 'unmoved' | 'head-alike' | 'few-images' | 'no-shares' | 'no-maps' | 'quantised';

export type QualityFacts = {
  images: number;
  /** |Spearman| with every layer permuted; null where no map could be compared. */
  full: QualityMean | null;
  /** The same with the head alone; null for a method that is not read off a linear head. */
  head: QualityMean | null;
  /** p of the moved outside share; null where it is not defined. */
  p: number | null;
  /** Share of the maps of the permuted network that are flat or not finite, 0–1. */
  vanished: number;
};

/**
 * The grade of a method for one version: it has to notice that the weights are permuted. Passing is necessary and not
 * sufficient: maps that depend on the weights may still mean nothing (Tomsett et al. 2020).
 */
export function qualityGrade(facts: QualityFacts): { grade: QualityGrade; reason: QualityReason | null } {
  const { images, full, head, p, vanished } = facts;
  if (images < QUALITY_LIMITS.images) return { grade: 'undecided', reason: 'few-images' };
  if (full === null || vanished > 0.5) return { grade: 'undecided', reason: 'no-maps' };
  if (full.value > QUALITY_LIMITS.likeness) return { grade: 'failed', reason: 'alike' };
  if (head !== null && head.value > QUALITY_LIMITS.head) return { grade: 'failed', reason: 'head-alike' };
  if (p === null) return { grade: 'undecided', reason: 'no-shares' };
  if (p < QUALITY_LIMITS.p) return { grade: 'passed', reason: null };
  return images < QUALITY_LIMITS.enough
    ? { grade: 'undecided', reason: 'few-images' }
    : { grade: 'failed', reason: 'unmoved' };
}
