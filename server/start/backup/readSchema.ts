import type pg from 'pg';
import { type BackupHeader, type BackupTable, FORMAT, LEFT_OUT, NOT_DATA } from './contents';

/** What of the database is to be copied, as seen by the transaction that `client` is in. */
export async function readHeader(client: pg.Client): Promise<BackupHeader> {
  const { rows: about } = await client.query<{ asOf: Date; postgres: string }>(
    `select now() as "asOf", current_setting('server_version') as postgres`,
  );
  const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations
     where rolled_back_at is null and finished_at is not null order by migration_name`,
  );
  const { rows: sequences } = await client.query<{ name: string; last: string }>(
    `select sequencename as name, last_value::text as last from pg_sequences
     where schemaname = 'public' and last_value is not null order by 1`,
  );
  return {
    format: FORMAT,
    asOf: (about[0]?.asOf ?? new Date(0)).toISOString(),
    postgres: about[0]?.postgres ?? '',
    migrations,
    tables: await readTables(client),
    sequences,
  };
}

async function readTables(client: pg.Client): Promise<BackupTable[]> {
  const { rows: tables } = await client.query<BackupTable>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and c.relname <> all($1)
     group by c.relname order by c.relname`,
    [[...NOT_DATA, ...LEFT_OUT]],
  );
  const { rows: keys } = await client.query<{ from: string; to: string }>(
    `select f.relname as from, t.relname as to
     from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conrelid <> k.confrelid`,
  );
  return inKeyOrder(tables, keys);
}

/** Tables such that each comes after those that its foreign keys point at. Throws RangeError when they go in a circle. */
export function inKeyOrder<T extends { name: string }>(
  tables: readonly T[],
  keys: { from: string; to: string }[],
): T[] {
  const ordered: T[] = [];
  const left = new Map(tables.map((table) => [table.name, table]));
  while (left.size > 0) {
    const free = [...left.values()].filter(({ name }) => !keys.some((key) => key.from === name && left.has(key.to)));
    if (free.length === 0) throw new RangeError(`foreign keys in a circle: ${[...left.keys()].join(', ')}`);
    for (const table of free) left.delete(table.name);
    ordered.push(...free);
  }
  return ordered;
}
