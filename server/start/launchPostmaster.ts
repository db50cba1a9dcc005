import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { environmentWith } from '@/server/settings';
import type { OsUser } from './osUser';
import { readPostmaster } from './postmaster';
import { waitUntil } from './processes';
import { StartError } from './startError';

export type Launch = {
  cluster: string;
  /** File that takes what the server says; begun anew at each start. */
  log: string;
  port: number;
  program: string;
  user: OsUser | undefined;
  /** Settings of postgresql.conf. */
  set: Record<string, string>;
};

/** A server that takes connections. `ended` resolves when its process is gone, for whatever reason. */
export type RunningPostmaster = { pid: number; ended: Promise<void> };

/**
 * Starts the server in a process group of its own, where Ctrl-C on the terminal does not reach it. Tried again for 10 s
 * when it ends at once: after a kill -9 of the server its last children hold the shared memory for a moment.
 */
export async function launchPostmaster(how: Launch): Promise<RunningPostmaster> {
  const end = Date.now() + 10_000;
  for (;;) {
    const server = await launchOnce(how);
    if (server) return server;
    const said = readFileSync(how.log, 'utf8').trim().split('\n');
    if (Date.now() > end || !said.some((line) => /shared memory|still in use|lock file/i.test(line))) {
      const line = said.findLast((text) => /FATAL|PANIC/.test(text)) ?? said.at(-1) ?? '';
      throw new StartError(`the database does not start: ${line.trim()} (see ${how.log})`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function launchOnce({
  cluster,
  log: logFile,
  port,
  program,
  user,
  set,
}: Launch): Promise<RunningPostmaster | null> {
  const log = openSync(logFile, 'w', 0o600);
  const flags = Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program, ['-D', cluster, '-p', String(port), ...flags], {
    ...user,
    cwd: '/',
    detached: true,
    env: environmentWith({ LC_ALL: 'C' }),
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let gone = false;
  const ended = new Promise<void>((resolve) => {
    for (const event of ['exit', 'error']) child.once(event, () => resolve());
  }).then(() => {
    gone = true;
  });
  child.unref();
  const { pid } = child;
  const ready = () => {
    const now = readPostmaster(cluster);
    return now?.pid === pid && now?.ready === true;
  };
  // No time limit: after a crash under load the replay of the log may take minutes.
  await waitUntil(() => gone || ready(), Number.POSITIVE_INFINITY);
  return gone || pid === undefined ? null : { pid, ended };
}
