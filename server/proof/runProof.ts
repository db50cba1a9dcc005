import type { PhantomMode } from '@/server/phantom/study';
import type { ArmRun } from './armRun';
import { ARMS, armsOf } from './arms';
import { cohortCounts } from './cohortCounts';
import { type CohortRun, runCohort } from './cohortRun';
import { gatesOf } from './gates';
import { type JudgedRun, judgeRun } from './judgedRun';
import { hasArmModel, sha256Of } from './openArmModel';
import type { ProofCohort, ProofReport } from './proofReport';
import { realData } from './realData';
import { openScorePool, type ScorePool } from './scorePool';
import type { CohortName, ProofSizes } from './seeds';
import { verdictsOf } from './verdicts';

export type ProofOptions = {
  seeds: readonly number[];
  modes: readonly PhantomMode[];
  sizes: ProofSizes;
  threads: number;
  /** Folder of the real predictions and images; null where it is absent. */
  assets: string | null;
  whyNoAssets: string;
  say(line: string): void;
  /** Ends the threads when it aborts. */
  signal: AbortSignal;
};

/** What a run found; what it was run with is added by the command. */
export type ProofFindings = Pick<
  ProofReport,
  'models' | 'cohorts' | 'gates' | 'verdicts' | 'edits' | 'resamples' | 'real'
>;

/** Modes of which the gates need more than a verdict. */
const MEASURED: readonly PhantomMode[] = ['GLOBAL', 'LOCAL', 'DIFFUSE-ONLY'];

/** Runs every arm whose model is there on every seed, then the real data; nothing is written. */
export async function runProof(options: ProofOptions): Promise<ProofFindings> {
  const { seeds, modes, say, signal } = options;
  const absent = absentArms(modes);
  const { runs, cohorts } = await runModes(options);
  signal.throwIfAborted();
  say('real data');
  const shares = runs
    .filter(({ seed }) => seed === seeds[0])
    .map(({ arm, figures }) => ({ arm: arm.name, share: figures.outsideShare, area: figures.areaOutside }));
  const real = await realData(options.assets, options.whyNoAssets, shares, () => signal.throwIfAborted());
  const present = ARMS.filter(({ name }) => !absent.has(name));
  return {
    models: present.map(({ name, model }) => ({ arm: name, name: model, sha256: sha256Of(model) })),
    cohorts,
    gates: gatesOf(runs, absent, real),
    verdicts: verdictsOf(runs),
    edits: runs.map(({ edits }) => edits),
    resamples: resamplesOf(runs),
    real,
  };
}

type Ran = { runs: JudgedRun[]; cohorts: ProofCohort[] };

/** Modes and seeds one after the other, each on all threads. */
async function runModes({ seeds, modes, sizes, threads, say, signal }: ProofOptions): Promise<Ran> {
  const pool = openScorePool(threads);
  const stop = (): void => void pool.close();
  signal.addEventListener('abort', stop);
  const all: Ran = { runs: [], cohorts: [] };
  try {
    for (const mode of modes) {
      for (const seed of seeds) {
        const found = await runMode(pool, mode, seed, sizes, (line) => say(`${mode} ${seed}: ${line}`));
        all.runs.push(...found.runs);
        all.cohorts.push(...found.cohorts);
      }
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
  }
  return all;
}

/** Arms that cannot be run, with the reason. */
export function absentArms(modes: readonly PhantomMode[]): Map<string, string> {
  const reasonOf = (mode: PhantomMode, model: string): string | null => {
    if (!modes.includes(mode)) return 'left out by --only';
    return hasArmModel(model) ? null : `models/${model} is not there`;
  };
  return new Map(
    ARMS.flatMap(({ name, mode, model }) => {
      const reason = reasonOf(mode, model);
      return reason === null ? [] : [[name, reason] as const];
    }),
  );
}

async function runMode(
  pool: ScorePool,
  mode: PhantomMode,
  seed: number,
  sizes: ProofSizes,
  say: (line: string) => void,
): Promise<Ran> {
  const arms = armsOf(mode).filter(({ model }) => hasArmModel(model));
  if (arms.length === 0) return { runs: [], cohorts: [] };
  const models = arms.map(({ model }) => model);
  const run = async (name: CohortName): Promise<CohortRun> => {
    const began = Date.now();
    const done = await runCohort(pool, { mode, seed, name, sizes }, models, () => {});
    say(`${name}, ${done.images.length} images in ${Math.round((Date.now() - began) / 1000)} s`);
    return done;
  };
  const main = await run('main');
  const isMeasured = MEASURED.includes(mode);
  const balanced = isMeasured ? await run('balanced') : null;
  const scores = isMeasured ? await run('scores') : null;
  const runs = arms.map((arm) => {
    const armRun: ArmRun = { arm, seed, main, balanced, scores };
    const judged = judgeRun(armRun, sizes.resamples);
    say(`${arm.role}: ${judged.verdict.grade}${judged.verdict.notLocalisable ? ', not localisable' : ''}`);
    return judged;
  });
  return { runs, cohorts: [main, balanced, scores].flatMap((one) => (one === null ? [] : [cohortCounts(one)])) };
}

function resamplesOf(runs: readonly JudgedRun[]): ProofReport['resamples'] {
  return ARMS.flatMap((arm) => {
    const own = runs.filter((run) => run.arm.name === arm.name).flatMap(({ resamples }) => resamples ?? []);
    if (own.length === 0) return [];
    const grades: Record<string, number> = {};
    for (const grade of own.flatMap((one) => one.grades)) grades[grade] = (grades[grade] ?? 0) + 1;
    const samples = own.reduce((sum, one) => sum + one.grades.length, 0);
    return [{ arm: arm.name, samples, images: Math.min(...own.map(({ images }) => images)), grades }];
  });
}
