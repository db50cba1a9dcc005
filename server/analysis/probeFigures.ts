import { FOLDS } from '@/server/mapStatistics/heldOutScores';
import { identifiability } from '@/server/mapStatistics/identifiability';
import type { Category } from '@/server/mapStatistics/overRepresented';
import { projectedDesign } from '@/server/mapStatistics/projectedDesign';
import type { ProbeAnswer } from './evidenceAnswers';

type ProbeTarget = ProbeAnswer['targets'][number];

/** Embeddings, Float32Array [n, dimensions], and what is to be told from them. */
export type ProbeCases = {
  values: Float32Array;
  dimensions: number;
  patients: Uint32Array;
  targets: (Category & { by: ProbeTarget['by'] })[];
  seed: number;
};

/** The arithmetic of the `probe` analysis; 4,000 cases of 64 columns take 4 s for two classes, 3 s a class for more. */
export function probeFigures(cases: ProbeCases): Pick<ProbeAnswer, 'targets' | 'embedding' | 'dimensions' | 'folds'> {
  const { values, dimensions, patients, seed } = cases;
  const design = projectedDesign(values, dimensions, seed);
  return {
    targets: cases.targets.map(({ by, ...codes }) => ({ by, ...identifiability(design, codes, patients, seed) })),
    embedding: dimensions,
    dimensions: design.columns - 1,
    folds: FOLDS,
  };
}
