import { identifiability } from '@/server/mapStatistics/identifiability';
import { projectedDesign } from '@/server/mapStatistics/projectedDesign';
import { type ArmRun, placeOf } from './armRun';

/**
 * Whether the embedding knows the site (gate G9): AUC of the product's probe on the embeddings of A and B in the main
 * cohort. Null under 200 of either.
 */
export function siteProbe({ arm, seed, main }: ArmRun): number | null {
  const place = placeOf(arm, main);
  const rows = main.images.flatMap(({ index, scores }) => {
    const [embedding, study] = [scores.embeddings[place], main.studies[index]];
    return embedding === undefined || study === undefined ? [] : [{ embedding, study }];
  });
  const dimensions = rows[0]?.embedding.length ?? 0;
  if (dimensions === 0) return null;
  const values = new Float32Array(rows.length * dimensions);
  for (const [row, { embedding }] of rows.entries()) values.set(embedding, row * dimensions);
  const codes = Uint16Array.from(rows, ({ study }) => (study.site === 'A' ? 0 : 1));
  const patients = Uint32Array.from(rows, ({ study }) => study.seed);
  const site = { codes, levels: ['A', 'B'] };
  return identifiability(projectedDesign(values, dimensions, seed), site, patients, seed).auc?.value ?? null;
}
