import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { environmentWith } from '@/server/settings';
import { runningPostgresUrl } from '@/server/start/postgres';
import { readPostmaster } from '@/server/start/postmaster';
import { commandLine, isAlive, signal, waitUntil } from '@/server/start/processes';
import { root } from '@/server/start/root';

/** Processes of the product that faults may hit. */
export type Role = 'supervisor' | 'web' | 'worker' | 'postgres';

/** The product under drill, as an operator starts it, with a data folder, a port and a key of its own. */
export type Subject = {
  url: string;
  apiKey: string;
  dataDir: string;
  /** Starts it and waits for its welcome; a start that is refused is tried again for a minute. */
  start(): Promise<void>;
  /** The process of a role now; waits for one up to 30 s. @throws RangeError when none comes */
  pidOf(role: Role): Promise<number>;
  /** The same, without waiting: 0 when there is none. */
  pidNow(role: Role): number;
  /** Whether it takes work: database and worker are there. */
  isReady(): Promise<boolean>;
  /** Runs `work` on a connection of its own; tried again for 60 s while the database cannot be reached. */
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  databaseUrl(): string;
  /** Lines printed so far that hold the text. */
  countLines(text: string): number;
  /** Ctrl-C. */
  stop(): Promise<void>;
  kill(): void;
};

export type SubjectOptions = { port: number; apiKey: string; dataDir: string; log: string };

/** Describes the product; `start` runs it. Everything that it prints goes to the file `log`. */
export function openSubject({ port, apiKey, dataDir, log }: SubjectOptions): Subject {
  const url = `http://127.0.0.1:${port}`;
  const cluster = join(dataDir, 'postgres/data');
  const env = environmentWith({
    NODE_ENV: undefined,
    DATABASE_URL: undefined,
    PORT: String(port),
    HOST: '127.0.0.1',
    SIGHTLINE_DATA_DIR: dataDir,
    SIGHTLINE_API_KEY: apiKey,
    SIGHTLINE_DEMO: 'off',
    SIGHTLINE_BASE_PATH: undefined,
    SIGHTLINE_PUBLIC_URL: undefined,
    // Follows its parent, so that a drill that is killed leaves nothing running.
    npm_command: 'start',
  });
  let child: ChildProcess | undefined;
  let stopped = false;
  const pidNow = (role: Role): number => {
    const supervisor = child?.exitCode === null && child.signalCode === null ? (child.pid ?? 0) : 0;
    if (role === 'supervisor') return supervisor;
    if (role === 'postgres') return runningPid(readPostmaster(cluster)?.pid);
    return childrenOf(supervisor).find((pid) => commandLine(pid).includes(`dist/${role}.mjs`)) ?? 0;
  };
  return {
    url,
    apiKey,
    dataDir,
    async start() {
      const end = Date.now() + 120_000;
      while (!stopped) {
        child = launch(env, log);
        if (await isUp(child)) return;
        if (Date.now() > end) throw new RangeError(`the product does not start: see ${log}`);
        await pause(500);
      }
    },
    pidNow,
    async pidOf(role) {
      if (!(await waitUntil(() => pidNow(role) > 0, 30_000))) throw new RangeError(`no process: ${role}`);
      return pidNow(role);
    },
    isReady: () => answersOk(`${url}/readyz`),
    databaseUrl: () => requireUrl(dataDir),
    query: (text, values = []) => queryAgain(dataDir, text, values),
    countLines: (text) =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.includes(text)).length,
    async stop() {
      stopped = true;
      if (!child || !pidNow('supervisor')) return;
      const running = child;
      signal(running.pid ?? 0, 'SIGINT');
      await waitUntil(() => running.exitCode !== null || running.signalCode !== null, 60_000);
    },
    kill() {
      stopped = true;
      for (const role of ['web', 'worker', 'postgres', 'supervisor'] as const) {
        const pid = pidNow(role);
        if (pid > 0) signal(pid, 'SIGKILL');
      }
    },
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const runningPid = (pid: number | undefined): number => (pid !== undefined && isAlive(pid) ? pid : 0);

function launch(env: NodeJS.ProcessEnv, log: string): ChildProcess {
  const child = spawn(process.execPath, ['server/start/bootstrap.mjs', 'start'], {
    cwd: root,
    env,
    // Ctrl-C on the terminal reaches the drill alone, which then stops this in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const file = createWriteStream(log, { flags: 'a' });
  child.stdout?.pipe(file, { end: false });
  child.stderr?.pipe(file, { end: false });
  child.once('close', () => file.end());
  return child;
}

/** True when it has said its welcome, false when it has ended before. A build may come first. */
function isUp(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
      if (/Ctrl-C stops/.test(said)) resolve(true);
    });
    child.once('exit', () => resolve(false));
  });
}

/** Child processes of a process (Linux: proc(5), `task/…/children`). */
export function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

const answersOk = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(3_000) }).then(
    (answer) => answer.ok,
    () => false,
  );

function requireUrl(dataDir: string): string {
  const url = runningPostgresUrl(dataDir);
  if (url === null) throw new RangeError('the database does not run');
  return url;
}

async function queryAgain<Row>(dataDir: string, text: string, values: unknown[]): Promise<Row[]> {
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      return await queryOnce(requireUrl(dataDir), text, values);
    } catch (error) {
      const wrong = error instanceof Error && 'code' in error && /^(22|23|42)/.test(String(error.code));
      if (wrong || Date.now() > end) throw error;
      await pause(250);
    }
  }
}

async function queryOnce<Row>(url: string, text: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
    application_name: 'sightline-drill',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(text, values);
    // The caller's statement decides the shape of its rows.
    return rows as Row[];
  } finally {
    await client.end().catch(() => undefined);
  }
}
