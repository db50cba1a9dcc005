import type { StratumStatistics } from '@/server/queries/stratumStatistics';
import { estimateOf, NO_ESTIMATE, type OutsideContent } from './estimate';
import type { StratumContent } from './findingContent';

/** Strata of fewer cases are not told, in reports as in every view for strangers. */
export const LEAST_CASES = 10;

/** A count, or null for 1 to 9. */
export const told = (n: number): number | null => (n > 0 && n < LEAST_CASES ? null : n);

/** `part` of `of`, or null where either it or the rest is 1 to 9. */
export const toldPart = (part: number, of: number): number | null =>
  told(part) === null || told(of - part) === null ? null : part;

/** The figures of a stratum as a report tells them; `stratum` null: of all cases. */
export function stratumContentOf(stratum: string | null, figures: StratumStatistics): StratumContent {
  const { n, positives, labelled, flagged, prevalence, prevalenceInterval: ends, auc, outsideShare } = figures;
  if (told(n) === null) return hiddenStratum(stratum);
  const known = told(labelled);
  const shown = known === null ? null : toldPart(positives, labelled);
  return {
    ...{ stratum, suppressed: false, n, labelled: known, positives: shown, flagged: toldPart(flagged, n) },
    prevalence: shown === null ? NO_ESTIMATE : { value: prevalence, low: ends?.low ?? null, high: ends?.high ?? null },
    auc: estimateOf(auc),
    outsideShare: outsideOf(outsideShare),
  };
}

function outsideOf(share: StratumStatistics['outsideShare']): OutsideContent {
  const undefinedReasons = Object.fromEntries(Object.entries(share.undefinedReasons).map(([why, n]) => [why, told(n)]));
  if (told(share.n) === null) return { ...NO_OUTSIDE, n: null, undefinedReasons };
  const { n, mean, low, high, areaOutside, enrichment } = share;
  return { n, mean, low, high, areaOutside, enrichment, undefinedReasons };
}

const NO_OUTSIDE = {
  ...{ n: 0, mean: null, low: null, high: null, areaOutside: null, enrichment: null },
  undefinedReasons: {},
};

const hiddenStratum = (stratum: string | null): StratumContent => ({
  ...{ stratum, suppressed: true, n: null, positives: null, labelled: null, flagged: null },
  ...{ prevalence: NO_ESTIMATE, auc: NO_ESTIMATE, outsideShare: { ...NO_OUTSIDE, n: null } },
});

/**
 * The strata of a finding. Where those that are not told hold fewer than ten cases together, the next larger one is not
 * told either: else they would be the total less the others.
 */
export function strataContentOf(strata: readonly { stratum: string; figures: StratumStatistics }[]): StratumContent[] {
  const small = new Set(strata.filter(({ figures }) => told(figures.n) === null).map(({ stratum }) => stratum));
  const held = strata.filter((one) => small.has(one.stratum)).reduce((sum, { figures }) => sum + figures.n, 0);
  const [next] = strata.filter((one) => !small.has(one.stratum)).toSorted((a, b) => a.figures.n - b.figures.n);
  if (small.size > 0 && held < LEAST_CASES && next !== undefined) small.add(next.stratum);
  return strata.map(({ stratum, figures }) =>
    small.has(stratum) ? hiddenStratum(stratum) : stratumContentOf(stratum, figures),
  );
}
