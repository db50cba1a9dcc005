import type pg from 'pg';
import { StartError } from '../startError';
import { restoreMark } from './restoreMark';

/**
 * Tables that have rows in an installation that holds no data yet: somebody may have signed in, which the trail tells.
 */
const BORN_FULL = [
  ...['_prisma_migrations', 'api_key', 'secret', 'outbox_counter', 'rollup_state', 'sightline_restore'],
  ...['account', 'credential', 'passkey', 'session', 'sign_in_token', 'verification', 'rate_limit', 'setting'],
  ...['trail_head', 'trail_record', 'trail_checkpoint'],
];

/**
 * Sees that a restore may write here: nobody else runs on the database, and it is empty, half restored, or `replace`
 * names it. Throws the line that says which of these is wrong.
 */
export async function requireFree(client: pg.Client, replace: string | undefined): Promise<void> {
  const { rows } = await client.query<{ database: string; others: number }>(
    `select current_database() as database,
       (select count(*)::int from pg_stat_activity
        where datname = current_database() and application_name like 'sightline%' and pid <> pg_backend_pid()) as others`,
  );
  const { database = '', others = 0 } = rows[0] ?? {};
  if (others > 0) throw new StartError(`the product runs on the database "${database}": stop it first`);
  if (replace !== undefined && replace !== database)
    throw new StartError(`the database is "${database}", not "${replace}": nothing was changed`);
  if (replace !== undefined || (await restoreMark(client))) return;
  const full = await fullTable(client);
  if (full === null) return;
  throw new StartError(
    `the installation is not empty (table ${full}): restore into a new one, or lose what is here: npm run restore -- <file> replace ${database}`,
  );
}

/** A table that holds data, of whomever; null when there is none. */
async function fullTable(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> all($1) order by relname`,
    [BORN_FULL],
  );
  for (const { name } of rows) {
    const found = await client.query(`select 1 from public.${client.escapeIdentifier(name)} limit 1`);
    if (found.rowCount) return name;
  }
  return null;
}
