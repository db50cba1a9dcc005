import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@/server/start/processes';
import { errorCode, errorLine } from '@/server/start/startError';

/** A disk that can be filled without harm to anybody else; `problem` says why there is none. */
export type Disk = { path: string; problem: string | null; fill(): void; empty(): void; remove(): void };

/** Room for the database, its log and the store, with the 500 MB that a start asks for. */
const MEGABYTES = 1_600;

/** Name of a drill's disk; the number is the process that it belongs to. */
const NAME = /^drill-(\d+)$/;

/** Mounts a file system in memory below `folder`, which takes root; else a folder that cannot be filled. */
export function openDisk(folder: string): Disk {
  for (const left of readdirSync(folder)) {
    const pid = NAME.exec(left)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) remove(join(folder, left));
  }
  const path = join(folder, `drill-${process.pid}`);
  mkdirSync(path, { recursive: true, mode: 0o711 });
  const problem = mount(path);
  const ballast = join(path, 'ballast');
  return {
    path,
    problem,
    fill: () => fillWith(ballast),
    empty: () => rmSync(ballast, { force: true }),
    remove: () => remove(path),
  };
}

/** Lazily: the kernel lets go of the disk with the last process that still ends. */
function remove(path: string): void {
  try {
    execFileSync('umount', ['-l', path], { stdio: 'pipe' });
  } catch {
    // It was a folder and no disk.
  }
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

function mount(path: string): string | null {
  if (process.platform !== 'linux') return 'a file system of its own is mounted on Linux only';
  if (process.getuid?.() !== 0) return 'mounting a file system of its own takes root';
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=0711`, 'sightline-drill', path], {
      stdio: 'pipe',
    });
    return null;
  } catch (error) {
    return `mount is refused here: ${errorLine(error)}`;
  }
}

/** Writes until not one page is left: large pieces first, then small ones. */
function fillWith(file: string): void {
  const handle = openSync(file, 'a');
  try {
    for (const piece of [Buffer.alloc(8e6), Buffer.alloc(4_096)]) writeAll(handle, piece);
  } finally {
    closeSync(handle);
  }
}

function writeAll(handle: number, piece: Buffer): void {
  try {
    for (;;) writeSync(handle, piece);
  } catch (error) {
    if (errorCode(error) !== 'ENOSPC') throw error;
  }
}
