import { AppError } from '@/server/problem/appError';
import { RETRY_SECONDS } from './uploadBudget';

export type Turnstile = {
  /** Runs `work` when it is its turn. @throws AppError `unavailable` when that does not come in time */
  pass<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for a turn, which lasts until the answer is called; calling it again does nothing. */
  enter(): Promise<() => void>;
};

/**
 * Lets so many through at once; the others wait in line, at most `patienceMs`. With more at work than the database has
 * connections for, everybody waits, nobody gets ready, and transactions run out of time.
 */
export function openTurnstile({ atOnce, patienceMs }: { atOnce: number; patienceMs: number }): Turnstile {
  const line: (() => void)[] = [];
  let inside = 0;
  const leaveOnce = (): (() => void) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = line.shift();
      if (next === undefined) inside -= 1;
      else next();
    };
  };
  const enter = (): Promise<() => void> => {
    if (inside < atOnce) {
      inside += 1;
      return Promise.resolve(leaveOnce());
    }
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(timer);
        resolve(leaveOnce());
      };
      const timer = setTimeout(() => {
        line.splice(line.indexOf(turn), 1);
        reject(new AppError('unavailable', `too many requests at once: send it again in ${RETRY_SECONDS} seconds`));
      }, patienceMs);
      line.push(turn);
    });
  };
  return {
    enter,
    async pass(work) {
      const leave = await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}

/** Of each kind of work of a web process, which has ten connections to the database and one thread of its own. */
const LIMITS = {
  /** Images that are looked at, scrubbed and written. */
  images: { atOnce: 8, patienceMs: 30_000 },
  /** Answers of the interface. */
  answers: { atOnce: 16, patienceMs: 10_000 },
  /** Pages. */
  pages: { atOnce: 8, patienceMs: 10_000 },
} as const;

// Next compiles each route on its own: one line for the process all the same.
const shared = globalThis as typeof globalThis & { sightlineTurnstiles?: Map<string, Turnstile> };

/** The process's turnstile for a kind of work. */
export function turnstile(kind: keyof typeof LIMITS): Turnstile {
  shared.sightlineTurnstiles ??= new Map();
  const known = shared.sightlineTurnstiles.get(kind) ?? openTurnstile(LIMITS[kind]);
  shared.sightlineTurnstiles.set(kind, known);
  return known;
}
