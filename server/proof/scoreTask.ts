import type { EditKind, EditOutcome } from '@/server/edit/edit';
import type { CohortKey } from './phantomCohort';

/** A run of images of a cohort, for all models of its mode. */
export type ScoreTask = { cohort: CohortKey; models: readonly string[]; from: number; to: number };

/** Logits [models][findings], embeddings [models][channels]. */
export type Scores = { logits: number[][]; embeddings: Float32Array[] };

export type ScoredEdit = { kind: EditKind; outcome: EditOutcome; donor: number | null; scores: Scores | null };

export type ScoredImage = {
  index: number;
  /** Embeddings are empty where none were wanted. */
  scores: Scores;
  /** Of each model, the largest |mean(M) + b − z| / max(1, |z|). */
  residuals: number[];
  /** Of each model, the outside share of its pneumonia map (dilated lungs) with that of the area; empty as above. */
  outside: { share: number | null; area: number }[];
  edits: ScoredEdit[];
};

export type ScoreAnswer = { images: ScoredImage[] } | { error: string };
