import { MIN_POSITIVE_EVIDENCE } from './definition';
import { log2Enrichment } from './log2Enrichment';
import { checkSaliencyMap, type SaliencyMap } from './saliencyMap';

/** Shares are 0–1, contributions logits, enrichment log2. */
export type OutsideShares = {
  /** Positive mass outside the anatomy / all positive mass. Null, with the reason below, never 0, without evidence. */
  outsideShare: number | null;
  /** The same of the negative mass; null without negative evidence. */
  negativeOutsideShare: number | null;
  /** The chance level: the share of the image outside the anatomy. */
  areaOutside: number;
  enrichment: number | null;
  contributionInside: number;
  contributionOutside: number;
  undefinedReason: 'no_positive_evidence' | null;
};

/**
 * How much of a map lies outside the anatomy a finding should be read from (SCIENCE §3, DESIGN §2), on the map's own
 * grid: with a the anatomy's coverage of each cell, ΣM⁺(1−a)/ΣM⁺. contributionInside + contributionOutside + bias =
 * logit for an additive map. Evidence below MIN_POSITIVE_EVIDENCE (mass / cells) counts as none.
 * @param inside coverage of the (dilated or undilated) anatomy, [height, width] as the map, 0–1
 * @throws RangeError `coverage: …`, `saliency map …`
 */
export function outsideShares(map: SaliencyMap, inside: Float64Array): OutsideShares {
  checkSaliencyMap(map);
  const cells = map.values.length;
  if (inside.length !== cells) throw new RangeError(`coverage: ${inside.length} cells, map ${cells}`);
  const within = { positive: 0, negative: 0, area: 0 };
  const beyond = { positive: 0, negative: 0, area: 0 };
  for (let i = 0; i < cells; i++) {
    const value = map.values[i] ?? 0;
    // Sums of border fractions can exceed 1 by rounding, and a share must not leave 0–1.
    const covered = Math.min(1, Math.max(0, inside[i] ?? 0));
    add(within, value, covered);
    add(beyond, value, 1 - covered);
  }
  const areaOutside = beyond.area / cells;
  const outsideShare = share(within.positive, beyond.positive, cells);
  return {
    outsideShare,
    negativeOutsideShare: share(within.negative, beyond.negative, cells),
    areaOutside,
    enrichment: log2Enrichment(outsideShare, areaOutside),
    contributionInside: (within.positive - within.negative) / cells,
    contributionOutside: (beyond.positive - beyond.negative) / cells,
    undefinedReason: outsideShare === null ? 'no_positive_evidence' : null,
  };
}

function add(mass: { positive: number; negative: number; area: number }, value: number, weight: number) {
  if (value > 0) mass.positive += value * weight;
  else mass.negative -= value * weight;
  mass.area += weight;
}

function share(within: number, beyond: number, cells: number): number | null {
  return (within + beyond) / cells < MIN_POSITIVE_EVIDENCE ? null : beyond / (within + beyond);
}
