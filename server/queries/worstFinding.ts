import type { OverviewFinding } from './overview';
import { distance } from './siteEffectSummary';

const ORDER = ['follows', 'weak', 'shift', 'below', 'few'] as const;

/** The finding whose site effect has the gravest grade, then the AUC furthest from .5; undefined without any. */
export function worstFinding<Finding extends Pick<OverviewFinding, 'siteEffect'>>(
  findings: readonly Finding[],
): Finding | undefined {
  const rank = ({ siteEffect: { worst } }: Finding): [number, number] =>
    worst === null ? [ORDER.length, 0] : [ORDER.indexOf(worst.grade), -distance(worst)];
  return findings
    .filter(({ siteEffect }) => siteEffect.worst !== null)
    .toSorted((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1])[0];
}
