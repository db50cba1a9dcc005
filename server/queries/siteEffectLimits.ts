/** The limits that pages draw and name. */
export { MIN_NEGATIVES, STRONG_AUC, WEAK_AUC } from '@/server/stats/siteEffectGrade';
