// Answers of the analyses that evidence is made of. The same for all: `n` counts what a figure is made from.

type Estimate = { value: number; low: number | null; high: number | null };

/** Of `edits`: cases asked for, and what became of each kind of edit. */
export type EditsAnswer = {
  cases: number;
  /** By kind of edit, and then by outcome: `edited`, `nothing-to-edit`, `no-place`, `no-donor`. */
  kinds: Record<string, Record<string, number>>;
  /** Edited pictures whose embedding lies within what 99 % of real images stay within, of those that were judged. */
  inDistribution: { n: number; of: number };
  /** Cases of this run that could not be edited, by reason: a problem code, `removed` or `file-missing`. */
  skipped: Record<string, number>;
};

/** Of `probe`: ridge logistic regression on the embedding, cross-validated by patient, beside shuffled labels. */
export type ProbeAnswer = {
  targets: {
    by: 'site' | 'department' | 'scanner' | 'portable';
    /** Images that were told apart, of the `classes` alone; what is not known is in none. */
    cases: number;
    patients: number;
    classes: { stratum: string; n: number }[];
    /** Strata with too few images, or beyond the five largest. */
    leftOut: { stratum: string; n: number }[];
    /** Mean over classes of one against the rest. */
    auc: Estimate | null;
    /** Mean over classes of the share that is told right; 1 ÷ classes by chance. */
    balancedAccuracy: Estimate | null;
    /** The same with labels shuffled among patients: what chance gives, several times. */
    shuffled: { auc: number; balancedAccuracy: number }[];
    none: 'few_cases' | 'one_stratum' | 'no_embedding' | null;
  }[];
  /** Images whose embeddings were read, of all that have one: of more than 4,000 a sample by patient. */
  cases: number;
  of: number;
  /** Of the embedding, and after the random projection; the same where there was none. */
  embedding: number;
  dimensions: number;
  folds: number;
};

/** A signed grid in the model's own cells or in anatomical ones; row 0 at the top. */
export type Grid = { height: number; width: number; values: number[] };

/** Something beside what it is compared with; `difference` is of the same maps, where it can be told. */
export type MapNull = {
  kind: 'area' | 'mask-swap' | 'randomised-weights';
  value: number;
  low: number | null;
  high: number | null;
  n: number;
  /** Outside share − this one, of the same maps; null where the maps are not the same. */
  difference: Estimate | null;
};

/** Of `maps`. Shares are dilated (the headline definition) and of cases that the version calls positive. */
export type MapsAnswer = {
  /** Which cases: at or above the operating threshold, or without one (or too few) the top tenth of the scores. */
  cases: 'predicted-positive' | 'top-tenth';
  /** The least probability of these cases; null without a case. */
  cut: number | null;
  /** Maps that were read, and all such cases with a map: of more than 2,000 a sample by patient. */
  n: number;
  of: number;
  patients: number;
  /** `cam`, or as it was sent. */
  method: string | null;
  /** Maps that have no outside share, by reason; `other_grid`: not on the grid, or not of the method, that most have. */
  undefined: Record<string, number>;
  /** Means by patient, with intervals over patients. */
  outside: {
    n: number;
    patients: number;
    share: Estimate;
    negativeShare: Estimate | null;
    /** Outside the anatomy in logits; null for maps that do not add up to the logit. */
    contribution: Estimate | null;
    areaOutside: number;
    /** log2(mean share / mean area). */
    enrichment: number | null;
    /** What chance would give: area; the same maps with other patients' masks; the network with permuted weights. */
    nulls: MapNull[];
  } | null;
  /** Contribution of each zone in logits, over the same cases; empty for maps that do not add up to the logit. */
  zones: {
    zone: string;
    contribution: Estimate;
    /** Mean positive and negative mass in logits (contribution = positive − negative), and share of the image. */
    positive: number;
    negative: number;
    area: number;
    n: number;
    /** Mean contribution among the cases with and without the finding; null under ten. */
    withFinding: number | null;
    withoutFinding: number | null;
  }[];
  /** Difference of the mean maps of the cases without the finding of two sites, in logits; sums to `gap`. */
  siteGap: {
    by: 'site';
    stratum: string;
    reference: string;
    n: number;
    referenceN: number;
    gap: number;
    /** Cells are mean differences ÷ number of cells, so that they sum to `gap`. */
    grid: Grid;
    /** Share of Σ|cell| outside the mean anatomy of these cases, beside the area outside it. */
    outsideShare: number | null;
    areaOutside: number | null;
  } | null;
  /** Mean map with every chest moved to the same place; the outline is the mean lung in the same frame, 0–1. */
  average: { n: number; grid: Grid; lungs: Grid } | null;
  /** How the maps were grouped, on the model's grid: by k-means on positive maps that each sum to 1. */
  grouping: {
    /** Maps with positive evidence. */
    n: number;
    /** Mean silhouette of the partition that was taken; null for one strategy. */
    silhouette: number | null;
    /** What was tried, beside the silhouette of one cloud without clusters; `smallest`: maps of the smallest cluster. */
    tried: { clusters: number; silhouette: number; chance: number; smallest: number }[];
    /** Why the maps were not split: too few, or no partition stands out. */
    none: 'few_cases' | 'one_strategy' | null;
  };
  /** Kinds of maps: the strategies of the model, largest first. One without a partition, none with too few maps. */
  clusters: {
    n: number;
    share: number;
    /** Mean signed map. */
    mean: Grid;
    meanProbability: number;
    outsideShare: number | null;
    /** What is more frequent here than among the others, after Benjamini–Hochberg. `by` may be `truth` (0, 1). */
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
    /** Mean |Spearman| of the cells with the real map of the same image. */
    similarity: number | null;
    /** Maps without an outside share, by reason; `not_finite`: activations ran away. */
    undefined: Record<string, number>;
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
