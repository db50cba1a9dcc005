import type { EvidenceInput } from '@/server/evidence/evidenceInput';
import { evidenceCells } from '@/server/queries/evidenceCells';
import { binnedAuc } from '@/server/stats/binnedAuc';
import { cellsOfCases, type ScoredCase, truthScores } from './cohortScores';

/**
 * What is known of one finding from its scored cases, made by the function that makes it from the rollups. `trainedOn`:
 * null where it is not stated.
 */
export const inputOf = (cases: readonly ScoredCase[], trainedOn: readonly string[] | null): EvidenceInput => ({
  ...evidenceCells((by) => cellsOfCases(cases, by), trainedOn),
  edits: [],
  threshold: null,
  explains: [],
});

/** From 512 bins, as the product has it. */
export const aucOf = (cases: readonly ScoredCase[]) =>
  binnedAuc(truthScores(cases, 1).counts, truthScores(cases, 0).counts);
