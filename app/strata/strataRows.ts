import type { Statistics } from '@/server/queries/statistics';
import type { StratumRow } from './strataColumns';

/** The strata of an answer, each with its effect against the one that all are compared with. */
export function strataRows({ by, strata, siteEffect }: Pick<Statistics, 'by' | 'strata' | 'siteEffect'>): StratumRow[] {
  const reference = siteEffect[0]?.reference;
  return strata.map(({ stratum: named, ...statistics }) => {
    const stratum = (by === null ? undefined : named[by]) ?? '';
    const effect = siteEffect.find((one) => one.stratum === stratum) ?? null;
    return { stratum, statistics, effect, isReference: stratum === reference };
  });
}
