import { readdirSync, readFileSync } from 'node:fs';
import { commandLine } from '@/server/start/processes';
import { headOf, sendRaw } from './rawRequest';

/** What was seen of the running product while it was attacked. */
export type Watched = {
  /** Slowest answer of /healthz in milliseconds, by what was going on. */
  healthSlowest: Map<string, Slowest>;
  healthFailed: number;
  /** Highest resident memory in bytes; 0 where the system does not tell. */
  peak: Record<'web' | 'worker', number>;
  pids: Record<'web' | 'worker', number[]>;
};

export type Watch = {
  /** Names what goes on from now on. */
  phase(name: string): void;
  /** Ends it and answers what was seen. */
  stop(): Promise<Watched>;
};

/**
 * `wall`: as a prober sees it. `own`: what the thread that answers has computed meanwhile, which is what the product
 * makes a prober wait for, however busy the machine is with other things; as `wall` where the system does not tell.
 */
export type Slowest = { wall: number; own: number };

const EVERY_MS = 250;

/** Asks /healthz four times a second and notes memory and process ids of web and worker. */
export function watchProduct(port: number, supervisor: number): Watch {
  const seen: Watched = {
    healthSlowest: new Map(),
    healthFailed: 0,
    peak: { web: 0, worker: 0 },
    pids: { web: [], worker: [] },
  };
  let stopped = false;
  let phase = 'start';
  const look = async (): Promise<void> => {
    while (!stopped) {
      const web = seen.pids.web.at(-1) ?? 0;
      const before = computed(web);
      const head = headOf('GET', '/healthz', []);
      const path = '/healthz';
      const { status, milliseconds } = await sendRaw(port, {
        what: 'health',
        method: 'GET',
        path,
        head,
        body: Buffer.alloc(0),
        mayHang: false,
      });
      const after = computed(web);
      const own = before > 0 && after > 0 ? Math.min(milliseconds, after - before) : milliseconds;
      const { wall: most, own: mostOwn } = seen.healthSlowest.get(phase) ?? { wall: 0, own: 0 };
      seen.healthSlowest.set(phase, { wall: Math.max(most, milliseconds), own: Math.max(mostOwn, own) });
      if (status !== 200) seen.healthFailed += 1;
      for (const name of ['web', 'worker'] as const) note(seen, name, supervisor);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  const looking = look();
  return {
    phase(name) {
      phase = name;
    },
    async stop() {
      stopped = true;
      await looking;
      return seen;
    },
  };
}

function note(seen: Watched, name: 'web' | 'worker', supervisor: number): void {
  const pid = childOf(supervisor, `dist/${name}.mjs`);
  if (pid === null) return;
  if (!seen.pids[name].includes(pid)) seen.pids[name].push(pid);
  seen.peak[name] = Math.max(seen.peak[name], residentBytes(pid));
}

/** Milliseconds that the first thread of a process has computed; 0 where the system does not tell. */
function computed(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}

/** The child of a process whose command line has `words`; null where /proc does not tell. */
function childOf(parent: number, words: string): number | null {
  for (const name of processIds()) {
    const pid = Number(name);
    if (statusField(pid, 'PPid') === parent && commandLine(pid).includes(words)) return pid;
  }
  return null;
}

function processIds(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

const residentBytes = (pid: number): number => 1024 * statusField(pid, 'VmRSS');

/** A number of /proc/<pid>/status; 0 when there is none. */
function statusField(pid: number, field: string): number {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
