import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentWith } from '@/server/settings';
import type { OsUser } from './osUser';
import type { PostgresPrograms } from './postgresPrograms';
import { errorLine, StartError } from './startError';

const MAJOR = '18';

export type NewCluster = {
  /** The folder to make. Its parent exists. */
  cluster: string;
  superuser: string;
  password: string;
  programs: PostgresPrograms;
  /** Who is to own it, when that is not ourselves. */
  user: OsUser | undefined;
};

/** initdb into a folder beside and a rename, so that an interrupted initdb never looks like a cluster. */
export async function makeCluster({ cluster, superuser, password, programs, user }: NewCluster): Promise<void> {
  const fresh = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid);
  for (const path of Object.values(programs)) if (!(statSync(path).mode & 0o001)) chmodSync(path, 0o755);
  try {
    const flags = [`--pgdata=${fresh}`, `--pwfile=${passwordFile}`, `--username=${superuser}`];
    await runInitdb(programs.initdb, flags, user);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(fresh, cluster);
}

/** The built-in collation sorts alike on every system and is not changed by an upgrade of the C library. */
function runInitdb(initdb: string, flags: string[], user: OsUser | undefined): Promise<void> {
  const always = [
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  const child = spawn(initdb, [...always, ...flags], {
    ...user,
    cwd: '/',
    env: environmentWith({ LC_ALL: 'C' }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new StartError(`the database cannot be made: ${errorLine(error)}`)));
    child.once('close', (code) => {
      if (code === 0) return resolve();
      reject(
        new StartError(`the database cannot be made: ${said.trim().split('\n').at(-1) ?? `initdb ended with ${code}`}`),
      );
    });
  });
}

/** Throws when the cluster was made by another major version, which cannot read it. */
export function requireMajor(cluster: string): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (found === MAJOR) return;
  throw new StartError(
    `the database under ${cluster} is of PostgreSQL ${found}, this program brings ${MAJOR}: dump and restore it, or set SIGHTLINE_DATA_DIR to a new folder`,
  );
}
