import type { FlagFacts } from './flagFacts';
import type { FlagCondition, FlagScope } from './flagRule';

/**
 * Why a case was flagged: the figure, the limit that it was held against, and their unit. `excess` 0–1: how far beyond the
 * limit, of how far it can be; what puts one flagged case before another.
 */
export type FlagFigures = {
  figure: number;
  limit: number;
  unit: 'share' | 'logits' | 'probability' | 'percentile points' | 'faults';
  excess: number;
  /** Faults of masks, or the version that it disagrees with. */
  what: string[];
};

/** Chance levels under which no percentile of them is told; then only the image's own counts. */
const LEAST_CHANCE = 50;

/** Logits beyond a limit that count as far: half of the way. */
const FAR = 2;

/** Whether a rule of this scope covers the result. */
export const covers = ({ versionId, finding }: FlagScope, facts: Pick<FlagFacts, 'versionId' | 'finding'>): boolean =>
  (versionId === null || versionId === facts.versionId) && (finding === null || finding === facts.finding);

/** What a condition finds in one result; null: no flag, also where what it asks for is not defined. O(1) but for `others`. */
export function decideFlag(condition: FlagCondition, facts: FlagFacts): FlagFigures | null {
  switch (condition.kind) {
    case 'outside-above-null':
      return outsideAboveNull(condition.parameters, facts);
    case 'high-score-little-inside':
      return littleInside(condition.parameters, facts);
    case 'edit-effect':
      return editEffect(condition.parameters, facts);
    case 'version-disagreement':
      return disagreement(condition.parameters, facts);
    case 'negative-on-lesion':
      return facts.negativeOnLesion ? { figure: 1, limit: 0, unit: 'faults', excess: 0.75, what: [] } : null;
    case 'mask-quality':
      return maskQuality(condition.parameters, facts);
  }
}

type Of<Kind extends FlagCondition['kind']> = Extract<FlagCondition, { kind: Kind }>['parameters'];

const isPositive = ({ probability, threshold }: FlagFacts): boolean => threshold !== null && probability >= threshold;

function outsideAboveNull(parameters: Of<'outside-above-null'>, facts: FlagFacts): FlagFigures | null {
  const { outsideShare, areaOutside, chance } = facts;
  if (outsideShare === null || areaOutside === null) return null;
  if (parameters.onlyPositive && !isPositive(facts)) return null;
  const level = chance.length < LEAST_CHANCE ? 0 : quantileOf(chance, parameters.percentile / 100);
  const limit = Math.max(parameters.least, areaOutside, level);
  if (outsideShare <= limit) return null;
  return { figure: outsideShare, limit, unit: 'share', excess: (outsideShare - limit) / (1 - limit), what: [] };
}

function littleInside({ most }: Of<'high-score-little-inside'>, facts: FlagFacts): FlagFigures | null {
  const inside = facts.contributionInside;
  if (inside === null || !isPositive(facts) || inside > most) return null;
  return { figure: inside, limit: most, unit: 'logits', excess: far(most - inside), what: [] };
}

function editEffect({ least, onlyPositive }: Of<'edit-effect'>, facts: FlagFacts): FlagFigures | null {
  const effect = facts.editEffect;
  if (effect === null || Math.abs(effect) < least || (onlyPositive && !isPositive(facts))) return null;
  return { figure: effect, limit: least, unit: 'logits', excess: far(Math.abs(effect) - least), what: [] };
}

function disagreement({ opposite, points }: Of<'version-disagreement'>, facts: FlagFacts): FlagFigures | null {
  const found = facts.others.flatMap((other): FlagFigures[] => [
    ...(opposite ? acrossThresholds(facts, other) : []),
    ...(points === null ? [] : apartInPercentile(facts, other, points)),
  ]);
  return found.toSorted((a, b) => b.excess - a.excess)[0] ?? null;
}

function acrossThresholds(facts: FlagFacts, other: FlagFacts['others'][number]): FlagFigures[] {
  const { probability, threshold } = facts;
  if (threshold === null || other.threshold === null) return [];
  if (probability >= threshold === other.probability >= other.threshold) return [];
  // The nearer of the two tells how far they stand apart.
  const excess = Math.min(Math.abs(probability - threshold), Math.abs(other.probability - other.threshold));
  return [{ figure: other.probability, limit: other.threshold, unit: 'probability', excess, what: [other.version] }];
}

function apartInPercentile(facts: FlagFacts, other: FlagFacts['others'][number], points: number): FlagFigures[] {
  if (facts.percentile === null || other.percentile === null) return [];
  const apart = Math.abs(facts.percentile - other.percentile);
  if (apart < points) return [];
  const excess = points === 100 ? 1 : (apart - points) / (100 - points);
  return [{ figure: apart, limit: points, unit: 'percentile points', excess, what: [other.version] }];
}

function maskQuality({ issues, onlyPositive }: Of<'mask-quality'>, facts: FlagFacts): FlagFigures | null {
  const what = facts.maskIssues.filter((issue) => issues === null || issues.includes(issue));
  if (what.length === 0 || (onlyPositive && !isPositive(facts))) return null;
  return { figure: what.length, limit: 0, unit: 'faults', excess: 0.25, what };
}

/** 0 at the limit, one half at `FAR` logits beyond it, towards 1. */
const far = (beyond: number): number => beyond / (beyond + FAR);

/** The smallest of the ascending values that at least `share` of them do not exceed. */
function quantileOf(ascending: Float64Array, share: number): number {
  const place = Math.min(ascending.length - 1, Math.max(0, Math.ceil(share * ascending.length) - 1));
  return ascending[place] ?? 0;
}
