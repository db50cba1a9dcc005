import type { Progress } from './progress';

/** Progress of one stage after another: what a stage reports is added to what those before it did. */
export function stagedProgress({ report, signal }: Pick<Progress, 'report' | 'signal'>) {
  let [before, done] = [0, 0];
  return {
    signal,
    /** A stage begins; the one before it is over. */
    stage(): Pick<Progress, 'report' | 'signal'> {
      before += done;
      done = 0;
      const start = before;
      return {
        signal,
        report(now, total) {
          done = now;
          report(start + now, start + total);
        },
      };
    },
  };
}

export type StagedProgress = ReturnType<typeof stagedProgress>;
