import { AppError } from '@/server/problem/appError';

export type UploadLimits = { uploads: number; bytes: number };

/**
 * Uploads are held in memory until they are answered. So many at once, and so many bytes in all, are room for 500
 * radiographs of 3 MB, 15 of the largest size, or one model of the largest size beside 100 radiographs.
 */
export const UPLOADS_AT_ONCE: UploadLimits = { uploads: 500, bytes: 1_500_000_000 };

/** Seconds after which a caller may try again, as `Retry-After` says. */
export const RETRY_SECONDS = 5;

export type UploadBudget = {
  /**
   * Runs `work` with room for one upload, and gives the room back when it ends, however it ends.
   * @throws AppError `unavailable` when there is none
   */
  admit<T>(request: Request, work: () => Promise<T>): Promise<T>;
  /** Counts bytes that were read for an admitted request; others are not counted. @throws AppError `unavailable` */
  count(request: Request, bytes: number): void;
  /** What is in use now. */
  used(): UploadLimits;
};

const full = (): AppError =>
  new AppError('unavailable', `too many uploads at once: send it again in ${RETRY_SECONDS} seconds`);

/** A bound on what all uploads together may hold. A refused one frees its bytes at once. */
export function openUploadBudget(limits: UploadLimits): UploadBudget {
  const open = new Map<Request, number>();
  let bytes = 0;
  return {
    async admit(request, work) {
      if (open.size >= limits.uploads) throw full();
      open.set(request, 0);
      try {
        return await work();
      } finally {
        bytes -= open.get(request) ?? 0;
        open.delete(request);
      }
    },
    count(request, more) {
      const before = open.get(request);
      if (before === undefined) return;
      if (bytes + more > limits.bytes) throw full();
      open.set(request, before + more);
      bytes += more;
    },
    used: () => ({ uploads: open.size, bytes }),
  };
}

// Next compiles each route on its own: one budget for the process all the same.
const shared = globalThis as typeof globalThis & { sightlineUploads?: UploadBudget };

/** The process's budget. */
export function uploadBudget(): UploadBudget {
  shared.sightlineUploads ??= openUploadBudget(UPLOADS_AT_ONCE);
  return shared.sightlineUploads;
}
