import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { root } from './root';
import { errorLine, StartError } from './startError';

/** The key that Prisma's own engine locks on, so that the two never run at once. */
const LOCK = 72707369;

/** As Prisma's engine makes it, so that its tools can read what was applied. */
const CREATE_TABLE = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

/** One folder of prisma/migrations. `checksum`: sha256 of the file, lower-case hex. */
export type Migration = { name: string; sql: string; checksum: string };

/** A row of `_prisma_migrations` that was not rolled back. */
export type AppliedMigration = { name: string; checksum: string; finished: boolean };

/** Reads the migrations of a folder in the order in which they are applied: by name. */
export function readMigrations(folder = join(root, 'prisma/migrations')): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/** What is still to apply. Throws when history and files disagree: then nothing may be run. */
export function pendingMigrations(all: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const known = new Map(all.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.name);
    if (!migration)
      throw new StartError(`the database is newer than this program: migration ${row.name} is not known here`);
    if (!row.finished)
      throw new StartError(`migration failed half-way: ${row.name}; restore the database from a backup`);
    if (migration.checksum !== row.checksum) {
      throw new StartError(
        `migration was changed after it was applied: ${row.name}; put the file back and add a new one`,
      );
    }
  }
  const done = new Set(applied.map((row) => row.name));
  return all.filter((migration) => !done.has(migration.name));
}

/**
 * Brings a database to the present schema: prisma/migrations in order, each in a transaction with its row of
 * `_prisma_migrations`, then the queue's own tables. An advisory lock makes concurrent callers wait. Returns the names
 * that were applied now.
 */
export async function migrate(
  databaseUrl: string,
  log: (line: string) => void = () => {},
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(CREATE_TABLE);
    const pending = pendingMigrations(migrations, await readApplied(client));
    for (const migration of pending) {
      await apply(client, migration);
      log(`migration ${migration.name} applied`);
    }
    await runMigrations({ connectionString: databaseUrl, logger: new Logger(() => () => {}) });
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function readApplied(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    `select migration_name as name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null order by migration_name`,
  );
  return rows;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw new StartError(`migration ${migration.name} failed and was rolled back: ${errorLine(error)}`, {
      cause: error,
    });
  }
}
