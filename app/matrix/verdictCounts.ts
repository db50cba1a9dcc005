import type { OverviewModel, SiteEffect } from '@/server/queries/overview';

/** Strongest first, as the page counts them. */
const GRADES: readonly SiteEffect['grade'][] = ['follows', 'weak', 'shift', 'below', 'few'];

/** How many findings of all versions have which grade; grades that none has are left out. */
export function verdictCounts(models: OverviewModel[]): { grade: SiteEffect['grade']; n: number }[] {
  const grades = models.flatMap(({ findings }) => findings.map(({ siteEffect }) => siteEffect.worst?.grade));
  return GRADES.map((grade) => ({ grade, n: grades.filter((other) => other === grade).length })).filter(
    ({ n }) => n > 0,
  );
}
