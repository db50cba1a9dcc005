import { readdirSync, readFileSync } from 'node:fs';

/** Seconds of CPU by who used it. */
export type CpuTimes = Record<string, number>;

/** What Linux counts in: 100 ticks a second on every machine that Node runs on. */
const TICKS = 100;

/** Name, parent and CPU seconds of a process or thread from its `stat` file (proc(5)); null when it is gone. */
function readStat(path: string): { name: string; parent: number; seconds: number } | null {
  try {
    const text = readFileSync(path, 'utf8');
    const end = text.lastIndexOf(')');
    const rest = text.slice(end + 2).split(' ');
    const seconds = (Number(rest[11]) + Number(rest[12])) / TICKS;
    return { name: text.slice(text.indexOf('(') + 1, end), parent: Number(rest[1]), seconds };
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
  let postgres = readStat(`/proc/${postmaster}/stat`)?.seconds ?? 0;
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const found = readStat(`/proc/${entry}/stat`);
    if (found?.parent === postmaster) postgres += found.seconds;
  }
  return { 'worker, main thread': main.seconds, 'worker, other threads': whole.seconds - main.seconds, postgres };
}
