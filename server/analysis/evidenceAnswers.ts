// Answers of the analyses that evidence is made of. The same for all: `n` counts what a figure is made from.

type Estimate = { value: number; low: number | null; high: number | null };

/** Of `edits`: cases asked for, and what became of each kind of edit. */
export type EditsAnswer = {
  cases: number;
  /** By kind of edit, and then by outcome: `edited`, `nothing-to-edit`, `no-place`, `no-donor`. */
  kinds: Record<string, Record<string, number>>;
  /** Edited pictures whose embedding lies within what 99 % of real images stay within, of those that were judged. */
  inDistribution: { n: number; of: number };
};

/** Of `probe`: ridge logistic regression on the embedding, cross-validated by patient, beside shuffled labels. */
export type ProbeAnswer = {
  targets: {
    by: 'site' | 'department' | 'scanner' | 'portable';
    cases: number;
    patients: number;
    classes: { stratum: string; n: number }[];
    /** Mean over classes of one against the rest. */
    auc: Estimate | null;
    balancedAccuracy: Estimate | null;
    /** The same with labels shuffled among patients: what chance gives, several times. */
    shuffled: { auc: number; balancedAccuracy: number }[];
    none: 'few_cases' | 'one_stratum' | 'no_embedding' | null;
  }[];
  dimensions: number;
  folds: number;
};

/** A signed grid in the model's own cells or in anatomical ones; row 0 at the top. */
export type Grid = { height: number; width: number; values: number[] };

/** Of `maps`. Shares are dilated (the headline definition) and of cases that the version calls positive. */
export type MapsAnswer = {
  /** Which cases: at or above the operating threshold, or without one (or too few) the top tenth of the scores. */
  cases: 'predicted-positive' | 'top-tenth';
  n: number;
  /** Maps that have no outside share, by reason. */
  undefined: Record<string, number>;
  outside: {
    share: Estimate;
    negativeShare: Estimate | null;
    enrichment: number | null;
    /** What chance would give: area; the same maps with other patients' masks; the network with permuted weights. */
    nulls: {
      kind: 'area' | 'mask-swap' | 'randomised-weights';
      value: number;
      low: number | null;
      high: number | null;
      n: number;
    }[];
  } | null;
  /** Contribution of each zone in logits, over the same cases, and by truth. */
  zones: {
    zone: string;
    contribution: Estimate;
    positive: number;
    negative: number;
    area: number;
    n: number;
  }[];
  /** Difference of the mean maps of the cases without the finding of two sites, in logits; sums to `gap`. */
  siteGap: {
    by: 'site';
    stratum: string;
    reference: string;
    n: number;
    referenceN: number;
    gap: number;
    grid: Grid;
    outsideShare: number | null;
  } | null;
  /** Mean map with every chest moved to the same place; the outline is the mean lung in the same frame, 0–1. */
  average: { n: number; grid: Grid; lungs: Grid } | null;
  /** Kinds of maps: the strategies of the model. */
  clusters: {
    n: number;
    share: number;
    mean: Grid;
    meanProbability: number;
    outsideShare: number | null;
    /** What is more frequent here than among the others, after Benjamini–Hochberg. */
    over: { by: string; stratum: string; share: number; otherwise: number; q: number }[];
    /** Ids of the instances nearest to the middle. */
    examples: string[];
  }[];
};

/** Of `randomised-maps`: per finding, the outside share over the same images with permuted weights. */
export type RandomisedMapsAnswer = {
  images: number;
  seeds: number;
  findings: {
    finding: string;
    n: number;
    outsideShare: Estimate | null;
    enrichment: number | null;
    similarity: number | null;
  }[];
};

/** Of `markers`: look-alikes among the markers that were boxed, largest first. */
export type MarkersAnswer = {
  images: number;
  markers: number;
  clusters: {
    n: number;
    /** The stratum that most of them come from, by variable, beside its share of all markers. */
    mostly: { by: string; stratum: string; share: number; otherwise: number; q: number }[];
    /** Boxes as shares of the picture's width and height. */
    examples: { instanceId: string; x: number; y: number; width: number; height: number }[];
  }[];
};
