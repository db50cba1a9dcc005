import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode, errorLine, StartError } from './startError';

/** Postgres alone takes about 60 MB when new and up to 2 GB of log between checkpoints under load. */
const LEAST_FREE_BYTES = 500e6;

/** Says what a failed write means and what to do; null when the error is about something else. */
export function writeProblem(error: unknown, dataDir: string): StartError | null {
  const reasons: Record<string, string> = {
    ENOSPC: `the disk is full at ${dataDir}: free some space, or set SIGHTLINE_DATA_DIR to a folder on another disk`,
    EDQUOT: `the disk quota is used up at ${dataDir}: free some space, or set SIGHTLINE_DATA_DIR to another folder`,
    EACCES: `the data folder cannot be written: ${dataDir}; change its owner, or set SIGHTLINE_DATA_DIR to another folder`,
    EPERM: `the data folder cannot be written: ${dataDir}; change its owner, or set SIGHTLINE_DATA_DIR to another folder`,
    EROFS: `the data folder is on a read-only disk: ${dataDir}; set SIGHTLINE_DATA_DIR to another folder`,
    ENOENT: `the data folder cannot be made: ${dataDir}; set SIGHTLINE_DATA_DIR to another folder`,
    ENOTDIR: `the data folder is not a folder: ${dataDir}; set SIGHTLINE_DATA_DIR to another one`,
    EEXIST: `the data folder is not a folder: ${dataDir}; set SIGHTLINE_DATA_DIR to another one`,
  };
  const line = reasons[errorCode(error)];
  return line ? new StartError(line, { cause: error }) : null;
}

/** Makes the data folder and sees that it can be written and has room. `leastFree` in bytes. */
export function prepareDataFolder(dataDir: string, leastFree = LEAST_FREE_BYTES): void {
  try {
    // Root's database runs as another user, who has to pass through but not to look around.
    makeFolders(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
    const probe = join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw writeProblem(error, dataDir) ?? new StartError(`the data folder cannot be used: ${errorLine(error)}`);
  }
  const disk = statfsSync(dataDir);
  const free = disk.bavail * disk.bsize;
  if (free >= leastFree) return;
  throw new StartError(
    `the disk is nearly full: ${mega(free)} free at ${dataDir}, ${mega(leastFree)} needed; free some space, or set SIGHTLINE_DATA_DIR to a folder on another disk`,
  );
}

/** One by one: Node's own recursive mkdir never returns below /proc, where making fails with ENOENT. */
function makeFolders(path: string, mode: number): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path), 0o755);
  mkdirSync(path, { mode });
}

function mega(bytes: number): string {
  return `${Math.floor(bytes / 1e6)} MB`;
}
