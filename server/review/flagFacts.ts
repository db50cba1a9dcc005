/** Another version's answer to the same finding of the same image. `percentile` 0–100; null where not told. */
export type OtherVersion = {
  version: string;
  probability: number;
  threshold: number | null;
  percentile: number | null;
};

/**
 * What is stored of one finding of one version on one image, as rules ask it. Shares 0–1, contributions and effects in
 * logits, percentiles 0–100; null where it is not defined or was not made.
 */
export type FlagFacts = {
  instanceId: string;
  versionId: string;
  findingId: number;
  model: string;
  finding: string;
  probability: number;
  threshold: number | null;
  outsideShare: number | null;
  areaOutside: number | null;
  contributionInside: number | null;
  maskIssues: readonly string[];
  negativeOnLesion: boolean;
  /** Change of the logit when the marker is erased less that of the sham. */
  editEffect: number | null;
  percentile: number | null;
  others: readonly OtherVersion[];
  /** What chance puts outside in the newest images of the finding, ascending. */
  chance: Float64Array;
};
