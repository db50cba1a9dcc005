import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorLine, StartError } from './startError';

/** Who Postgres runs as, when that is not ourselves. */
export type OsUser = { uid: number; gid: number };

/** Postgres refuses to run as root, so root runs it as the system's user `postgres`, made when missing. Else undefined. */
export function postgresOsUser(): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = lookUp();
  if (found) return found;
  try {
    execFileSync('groupadd', ['--system', '--force', 'postgres'], { stdio: 'pipe' });
    execFileSync('useradd', ['--system', '--no-create-home', '-g', 'postgres', 'postgres'], { stdio: 'pipe' });
  } catch (error) {
    throw new StartError(
      `the user "postgres" cannot be made (${errorLine(error)}): run as an ordinary user, or set DATABASE_URL`,
    );
  }
  const made = lookUp();
  if (!made) throw new StartError('the user "postgres" is missing: run as an ordinary user, or set DATABASE_URL');
  return made;
}

function lookUp(): OsUser | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** The first folder on the way to `path` that the user may not enter, with its mode; null when all are open. */
export function closedFolder(path: string, user: OsUser): { folder: string; mode: string } | null {
  const parent = dirname(path);
  const above = parent === path ? null : closedFolder(parent, user);
  if (above) return above;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return null;
  const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001;
  return stat.mode & bit ? null : { folder: path, mode: (stat.mode & 0o777).toString(8) };
}

/** Throws the line that says what to do when the user cannot reach the programs or the data. */
export function requireReachable(paths: { programs: string; data: string }, user: OsUser): void {
  const program = closedFolder(paths.programs, user);
  const data = closedFolder(paths.data, user);
  const closed = program ?? data;
  if (!closed) return;
  const mend = program
    ? 'move this folder elsewhere (/opt/sightline, say), or set DATABASE_URL'
    : 'set SIGHTLINE_DATA_DIR to a folder elsewhere (/var/lib/sightline, say)';
  throw new StartError(
    `started as root, the database runs as the user postgres, which may not enter ${closed.folder} (mode ${closed.mode}): run as an ordinary user, ${mend}`,
  );
}
