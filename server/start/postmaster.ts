import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isAlive, signal, waitUntil } from './processes';
import { StartError } from './startError';

/** What Postgres writes to postmaster.pid (src/include/utils/pidfile.h): line 1 pid, 4 port, 8 status. */
export type Postmaster = { pid: number; port: number; ready: boolean };

/** Reads postmaster.pid of a cluster; null when there is none or it is being written. */
export function readPostmaster(cluster: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** Whether the process that postmaster.pid names is the server of this very cluster and not a stranger with its id. */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  const words = commandLine(pid);
  return isAlive(pid) && words.includes('postgres') && words.includes(`-D ${cluster}`);
}

/**
 * Makes a cluster startable again after a kill -9: a server of this cluster that outlived its supervisor is shut down,
 * a postmaster.pid that points at nobody or at a stranger is removed.
 */
export async function recoverCluster(cluster: string): Promise<'clean' | 'stale' | 'orphan'> {
  const found = readPostmaster(cluster);
  if (!found) return 'clean';
  if (!isPostmasterOf(found.pid, cluster)) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return 'stale';
  }
  await stopPostmaster(found.pid);
  return 'orphan';
}

/** Fast shutdown (SIGINT: sessions are ended, data is flushed), and the immediate one when that takes over 15 s. */
export async function stopPostmaster(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await waitUntil(() => !isAlive(pid), 15_000)) return;
  signal(pid, 'SIGQUIT');
  if (await waitUntil(() => !isAlive(pid), 5_000)) return;
  throw new StartError(`the database does not stop: process ${pid}; end it and start again`);
}
