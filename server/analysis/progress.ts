import type { Db } from '@/server/db/client';

/** How often progress is written, and looked whether somebody stopped it. */
const WRITE_MS = 500;

/** `signal` aborts when the analysis was stopped, or another worker has taken it over. */
export type Progress = {
  signal: AbortSignal;
  /** Between chunks. @throws the signal's reason once it has aborted */
  report(done: number, total: number): void;
  stop(): void;
};

/** Writes how far a run is, as long as the row is this run's: `startedAt` says which run has it. `stopping`: ends it, too. */
export function openProgress(db: Db, id: string, startedAt: Date, stopping?: AbortSignal): Progress {
  const controller = new AbortController();
  const signal = stopping === undefined ? controller.signal : AbortSignal.any([controller.signal, stopping]);
  let [done, total]: [number, number | null] = [0, null];
  let writing = false;
  const write = async (): Promise<void> => {
    const { count } = await db.analysis.updateMany({
      where: { id, status: 'running', startedAt },
      data: { done, total },
    });
    if (count === 0) controller.abort();
  };
  const timer = setInterval(() => {
    if (writing) return;
    writing = true;
    write()
      // The database is away for a moment: the run's own reading will tell if it stays away.
      .catch((error: unknown) => console.warn(`analysis ${id}: progress not written: ${String(error)}`))
      .finally(() => {
        writing = false;
      });
  }, WRITE_MS);
  return {
    signal,
    report(nowDone, nowTotal) {
      signal.throwIfAborted();
      [done, total] = [nowDone, nowTotal];
    },
    stop: () => clearInterval(timer),
  };
}
