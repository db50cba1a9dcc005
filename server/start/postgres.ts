import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ensureAppRole } from './appRights';
import { keepPostmaster } from './keepPostmaster';
import { makeCluster, requireMajor } from './makeCluster';
import { postgresOsUser, requireReachable } from './osUser';
import { freePort, portProblem } from './ports';
import { postgresPrograms } from './postgresPrograms';
import { readPostmaster, recoverCluster } from './postmaster';
import { isAlive } from './processes';
import { StartError } from './startError';

/** A running embedded server, started again when it ends by itself. */
export type Postgres = {
  /** Of who owns the database: for migrations, backups, and tests. */
  url: string;
  /** Of the login that web and worker use, which may not change the audit trail. */
  appUrl: string;
  pid: () => number;
  /** Fast shutdown; resolves when the process is gone. */
  stop: () => Promise<void>;
  /** Ends it at once, without waiting; the next start replays the log. */
  kill: () => void;
};

export type PostgresOptions = {
  /** Database to make and to point `url` at. */
  database?: string;
  /** Settings of postgresql.conf on top of ours. */
  set?: Record<string, string>;
  /** Takes a line when the server ended by itself and is started again. */
  say?: (line: string) => void;
};

const USER = 'sightline';
const APP_USER = 'sightline_app';

/** For one machine. Error details and statements stay out of the log: they can quote values. */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  synchronous_commit: 'on',
  max_wal_size: '2GB',
  log_min_messages: 'warning',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** Where things lie under `<data>/postgres`. */
function places(dataDir: string) {
  const folder = join(dataDir, 'postgres');
  return {
    folder,
    cluster: join(folder, 'data'),
    password: join(folder, 'password'),
    appPassword: join(folder, 'app-password'),
    port: join(folder, 'port'),
    log: join(folder, 'log'),
  };
}

/**
 * Starts the embedded Postgres of a data folder and makes it first where it is new. Takes over after a kill -9: a
 * server that was left running is stopped and started again. The caller holds the data folder's lock.
 */
export async function startPostgres(dataDir: string, options: PostgresOptions = {}): Promise<Postgres> {
  const at = places(dataDir);
  const programs = postgresPrograms();
  const user = postgresOsUser();
  mkdirSync(at.folder, { recursive: true, mode: user ? 0o711 : 0o700 });
  if (user) requireReachable({ programs: programs.postgres, data: at.folder }, user);
  await recoverCluster(at.cluster);
  const password = keptPassword(at.password, existsSync(at.cluster));
  if (!existsSync(at.cluster)) await makeCluster({ cluster: at.cluster, superuser: USER, password, programs, user });
  requireMajor(at.cluster);
  const port = await keptPort(at.port);
  const set = { ...SETTINGS, ...options.set };
  const server = await keepPostmaster(
    { cluster: at.cluster, log: at.log, port, program: programs.postgres, user, set },
    options.say ?? (() => {}),
  );
  const database = options.database ?? 'sightline';
  const url = (name: string) => addressOf({ user: USER, password, port, name });
  const appPassword = keptPassword(at.appPassword, false);
  await ensureDatabase(url('postgres'), database, appPassword);
  return {
    url: url(database),
    appUrl: addressOf({ user: APP_USER, password: appPassword, port, name: database }),
    ...server,
  };
}

const addressOf = (to: { user: string; password: string; port: number; name: string }): string =>
  `postgresql://${to.user}:${to.password}@127.0.0.1:${to.port}/${to.name}`;

/** The address of the embedded server of a data folder, as its owner, when it is running, else null. */
export function runningPostgresUrl(dataDir: string, database = 'sightline'): string | null {
  return runningUrl(dataDir, USER, places(dataDir).password, database);
}

/** The same, as the login that web and worker use. */
export function runningAppUrl(dataDir: string): string | null {
  return runningUrl(dataDir, APP_USER, places(dataDir).appPassword, 'sightline');
}

function runningUrl(dataDir: string, user: string, passwordFile: string, name: string): string | null {
  const running = readPostmaster(places(dataDir).cluster);
  if (!running?.ready || !isAlive(running.pid) || !existsSync(passwordFile)) return null;
  const password = readFileSync(passwordFile, 'utf8').trim();
  return addressOf({ user, password, port: running.port, name });
}

function keptPassword(file: string, needed: boolean): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (needed) throw new StartError(`the database's password is missing: ${file}; put the file back from a backup`);
  const made = randomBytes(24).toString('base64url');
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

/** The port of last time, or another one when somebody else has taken it meanwhile. */
async function keptPort(file: string): Promise<number> {
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
  if (Number.isInteger(kept) && kept > 0 && (await portProblem(kept)) === null) return kept;
  const port = await freePort();
  writeFileSync(file, `${port}\n`, { mode: 0o600 });
  return port;
}

async function ensureDatabase(maintenanceUrl: string, name: string, appPassword: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
    await ensureAppRole(client, APP_USER, appPassword);
  } finally {
    await client.end();
  }
}
