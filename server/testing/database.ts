import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import pg from 'pg';
import { settings } from '@/server/settings';
import { migrate, readMigrations } from '@/server/start/migrate';
import { ownTestPostgres } from './ownPostgres';

let server: Promise<string> | undefined;

/** The server that `npm test` started, or one of our own when a test file is run alone. */
function testServer(): Promise<string> {
  const given = settings().testDatabaseUrl;
  server ??= given ? Promise.resolve(given) : ownTestPostgres();
  return server;
}

/**
 * A new, migrated, empty database; resolves to its URL. Call it at the top of a test file (or inside a test) and close
 * your connections in `after`: the database is dropped when they are gone, and the file fails when one stays open.
 */
export async function testDatabase(): Promise<string> {
  const url = await testServer();
  const template = await ensureTemplate(url);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(url, (client) => client.query(`create database ${name} template ${template}`));
  // Not awaited: hooks run in the order in which they were registered, and the file's own, which closes, comes later.
  after(() => {
    void dropWhenUnused(url, name);
  });
  return withName(url, name);
}

/** Runs `work` with a database of its own and drops it afterwards. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const url = await testServer();
  const template = await ensureTemplate(url);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(url, (client) => client.query(`create database ${name} template ${template}`));
  try {
    return await work(withName(url, name));
  } finally {
    await administer(url, (client) => client.query(`drop database ${name} with (force)`));
  }
}

/** Migrates once per server and state of the migrations; later calls, of other processes too, find it done. */
async function ensureTemplate(url: string): Promise<string> {
  const state = readMigrations().map((migration) => migration.checksum.slice(0, 8));
  const name = `template_${state.at(-1) ?? 'empty'}_${state.length}_${sum(state)}`;
  await administer(url, async (client) => {
    await client.query('select pg_advisory_lock(7)');
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount) return;
    const raw = `raw_${randomBytes(6).toString('hex')}`;
    await client.query(`create database ${raw}`);
    await migrate(withName(url, raw));
    await client.query(`alter database ${raw} rename to ${name}`);
  });
  return name;
}

function sum(hexes: readonly string[]): string {
  return (hexes.reduce((total, hex) => total + Number.parseInt(hex, 16), 0) % 2 ** 32).toString(16);
}

async function dropWhenUnused(url: string, name: string): Promise<void> {
  await administer(url, async (client) => {
    const end = Date.now() + 5_000;
    const open = async () => {
      const { rows } = await client.query<{ n: number }>(
        'select count(*)::int as n from pg_stat_activity where datname = $1',
        [name],
      );
      return rows[0]?.n ?? 0;
    };
    while ((await open()) > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 25));
    const left = await open();
    if (left > 0) {
      console.error(`connections left open by the test: ${left}`);
      process.exit(1);
    }
    await client.query(`drop database ${name}`);
  });
}

async function administer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
