import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { countFailure, restartDelay } from './backoff';
import { signal, waitUntil } from './processes';
import { errorLine } from './startError';

export type ChildSpec = {
  /** Stands before each line that it prints. */
  name: string;
  /** Arguments of node. */
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
};

export type Supervisor = {
  /**
   * Ends the children one after the other, as they were named: SIGTERM, and SIGKILL for what still runs after `graceMs`
   * (12 s) each. Resolves when all are gone.
   */
  stop: (graceMs?: number) => Promise<void>;
  /** SIGKILL to all, at once. */
  kill: () => void;
  /** Ends all children gracefully and starts them again. */
  restart: () => void;
  /** Process ids of the children that run now, by name. */
  pids: () => Record<string, number>;
};

type Managed = { spec: ChildSpec; process: ChildProcess | undefined; failures: number; asked: boolean };

/**
 * Runs each child and starts it again whenever it ends. A child leads a process group of its own: Ctrl-C on the
 * terminal reaches the supervisor alone, and what the child itself started ends with it. A child holds an IPC channel
 * and ends itself on `disconnect`, which is how it learns that the supervisor was killed.
 */
export function supervise(specs: readonly ChildSpec[], say: (line: string) => void): Supervisor {
  const width = Math.max(...specs.map((spec) => spec.name.length));
  const children: Managed[] = specs.map((spec) => ({ spec, process: undefined, failures: 0, asked: false }));
  const timers = new Set<NodeJS.Timeout>();
  let stopping = false;

  function start(child: Managed): void {
    const { spec } = child;
    const born = Date.now();
    const running = spawn(process.execPath, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.process = running;
    const prefix = spec.name.padEnd(width);
    for (const stream of [running.stdout, running.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => say(`${prefix} | ${line}`));
    }
    running.once('error', (error) => say(`${prefix} | cannot be started: ${errorLine(error)}`));
    running.once('exit', (code, by) => ended(child, born, by ?? `code ${code}`));
  }

  function ended(child: Managed, born: number, how: string): void {
    if (child.process?.pid) signal(-child.process.pid, 'SIGKILL');
    child.process = undefined;
    if (stopping) return;
    child.failures = child.asked ? 0 : countFailure(child.failures, Date.now() - born);
    const wait = child.asked ? 0 : restartDelay(child.failures);
    const again = child.failures > 1 ? `, ${child.failures} times in a row` : '';
    if (!child.asked) say(`${child.spec.name} ended (${how})${again}: starting it again in ${wait / 1000} s`);
    child.asked = false;
    const timer = setTimeout(() => {
      timers.delete(timer);
      start(child);
    }, wait);
    timers.add(timer);
  }

  const running = () => children.filter((child) => child.process !== undefined);
  const send = (name: NodeJS.Signals, group: boolean) => {
    for (const { process: alive } of running()) if (alive?.pid) signal(group ? -alive.pid : alive.pid, name);
  };

  async function stopChild(child: Managed, graceMs: number): Promise<void> {
    const gone = () => child.process === undefined;
    const pid = child.process?.pid;
    if (gone() || pid === undefined) return;
    signal(pid, 'SIGTERM');
    if (await waitUntil(gone, graceMs)) return;
    say(`${child.spec.name} did not stop within ${graceMs / 1000} s: killed`);
    signal(-pid, 'SIGKILL');
    await waitUntil(gone, 5_000);
  }

  for (const child of children) start(child);
  return {
    async stop(graceMs = 12_000) {
      stopping = true;
      for (const timer of timers) clearTimeout(timer);
      for (const child of children) await stopChild(child, graceMs);
    },
    kill() {
      stopping = true;
      for (const timer of timers) clearTimeout(timer);
      send('SIGKILL', true);
    },
    restart() {
      for (const child of running()) child.asked = true;
      send('SIGTERM', false);
    },
    pids: () => Object.fromEntries(running().map((child) => [child.spec.name, child.process?.pid ?? 0])),
  };
}
