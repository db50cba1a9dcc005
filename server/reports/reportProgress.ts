import type { Db } from '@/server/db/client';

/** How often progress is written, and looked whether somebody stopped it. */
const WRITE_MS = 500;

export type ReportProgress = {
  /** Aborts when the report was stopped, or another worker has taken it over. */
  signal: AbortSignal;
  /** After each step. @throws the signal's reason once it has aborted */
  report(done: number, total: number): void;
  stop(): void;
};

/** Writes how far a run is, as long as the row is this run's: `startedAt` says which run has it. `stopping`: ends it, too. */
export function openReportProgress(db: Db, id: string, startedAt: Date, stopping?: AbortSignal): ReportProgress {
  const controller = new AbortController();
  const signal = stopping === undefined ? controller.signal : AbortSignal.any([controller.signal, stopping]);
  let [done, total]: [number, number | null] = [0, null];
  const write = async (): Promise<void> => {
    const { count } = await db.report.updateMany({
      where: { id, status: 'running', startedAt },
      data: { done, total },
    });
    if (count === 0) controller.abort();
  };
  const timer = setInterval(() => {
    write().catch((error: unknown) => console.warn(`report ${id}: progress not written: ${String(error)}`));
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
