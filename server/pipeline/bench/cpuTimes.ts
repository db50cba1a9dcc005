import { readdirSync, readFileSync } from 'node:fs';

/** Seconds of CPU by who used it. */
export type CpuTimes = Record<string, number>;

/** What Linux counts in: 100 ticks a second on every machine that Node runs on. */
const TICKS = 100;

type Stat = { parent: number; seconds: number; ofEnded: number };

/**
 * Parent and CPU seconds of a process or thread, and those of its children that have ended, from its `stat` file
 * (proc(5)); null when it is gone.
 */
function readStat(path: string): Stat | null {
  try {
    const text = readFileSync(path, 'utf8');
    const rest = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user, system, endedUser, endedSystem] = rest.slice(11, 15).map(Number);
    const seconds = ((user ?? 0) + (system ?? 0)) / TICKS;
    return { parent: Number(rest[1]), seconds, ofEnded: ((endedUser ?? 0) + (endedSystem ?? 0)) / TICKS };
  } catch {
    return null;
  }
}

/**
 * CPU seconds so far of a worker process, its main thread apart from the others, and of a Postgres with all its
 * children. Null where there is no /proc.
 */
export function cpuTimes(worker: number, postmaster: number): CpuTimes | null {
  const main = readStat(`/proc/${worker}/task/${worker}/stat`);
  const whole = readStat(`/proc/${worker}/stat`);
  if (main === null || whole === null) return null;
  const own = readStat(`/proc/${postmaster}/stat`);
  let postgres = (own?.seconds ?? 0) + (own?.ofEnded ?? 0);
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const found = readStat(`/proc/${entry}/stat`);
    if (found?.parent === postmaster) postgres += found.seconds;
  }
  return { 'worker, main thread': main.seconds, 'worker, other threads': whole.seconds - main.seconds, postgres };
}
