import type { PhantomStudy } from '@/server/phantom/study';
import { type CohortKey, phantomCohort } from './phantomCohort';
import type { ScorePool } from './scorePool';
import type { ScoredImage } from './scoreTask';

/** A cohort with what its mode's models said of it; `images[i]` is of `studies[i]`. */
export type CohortRun = { key: CohortKey; models: readonly string[]; studies: PhantomStudy[]; images: ScoredImage[] };

/** Images of one task: some seconds of work. */
const CHUNK = 100;

/** Renders and scores a cohort on all threads. `onImages` is told of every task that is done. */
export async function runCohort(
  pool: ScorePool,
  key: CohortKey,
  models: readonly string[],
  onImages: (count: number) => void,
): Promise<CohortRun> {
  const { studies } = phantomCohort(key);
  const tasks = Array.from({ length: Math.ceil(studies.length / CHUNK) }, (_, i) => ({
    cohort: key,
    models,
    from: i * CHUNK,
    to: (i + 1) * CHUNK,
  }));
  return { key, models, studies, images: await pool.score(tasks, onImages) };
}
