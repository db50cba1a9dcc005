import type { AucFigures, Suppressed } from './aucSummary';
import type { Figure } from './stratumStatistics';

/** A version on the cases of one site. `internal`: the site is in its `trainedOn`; null when that is not stated. */
export type GeneralisationCell = AucFigures & {
  site: string;
  internal: boolean | null;
  positives: number;
  negatives: number;
  suppressed: Suppressed | null;
};

/** One version's row: sites as columns, then internal against external cases, each pooled. */
export type GeneralisationRow = {
  model: string;
  versionId: string;
  trainedOn: string[] | null;
  sites: GeneralisationCell[];
  internal: AucFigures;
  external: AucFigures;
  /** internal − external, unpaired DeLong; `p` two-sided. */
  drop: Figure & { p: number | null };
};

/** Matrix of train × test sites of a finding: every version that has it (SCIENCE §1.2). */
export type Generalisation = {
  asOf: string;
  definitionVersion: string;
  finding: string;
  sites: string[];
  rows: GeneralisationRow[];
};
