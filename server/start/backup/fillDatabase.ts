import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { StartError } from '../startError';
import { ident, JOB_COLUMNS, NOT_DATA } from './contents';
import { copyIn } from './copy';
import { tarBytes } from './tar';
import type { Verified } from './verify';

type Source = { file: FileHandle; backup: Verified };

/** Removes the product's tables and the queue from the database; what a migration made apart from tables goes with them. */
export async function emptyDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ drop: string }>(`
    select format('drop table public.%I cascade', relname) as drop from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> 'sightline_restore'
    union all
    select format('drop %s %s cascade', case prokind when 'a' then 'aggregate' else 'function' end, oid::regprocedure)
    from pg_proc where pronamespace = 'public'::regnamespace
      and not exists (select 1 from pg_depend d where d.objid = pg_proc.oid and d.deptype = 'e')
    order by 1`);
  await client.query('begin');
  await client.query('drop schema if exists graphile_worker cascade');
  for (const { drop } of rows)
    await client.query(drop.replace(/^drop (function|aggregate|table)/, 'drop $1 if exists'));
  await client.query('commit');
}

/** Copies all rows in. The database is at the migration of the backup. What migrations put into the tables gives way. */
export async function fillTables(client: pg.Client, source: Source): Promise<void> {
  const { header, manifest } = source.backup;
  await armTrail(client, false);
  // Those that point at them are left out of a backup, and are empty here.
  await client.query(`truncate ${header.tables.map(({ name }) => `public.${ident(name)}`).join(', ')} cascade`);
  for (const { name, columns } of header.tables) {
    if (NOT_DATA.includes(name)) continue;
    if (name === 'finding_result') await makePartitions(client);
    const sql = `copy public.${ident(name)} (${columns.map(ident).join(', ')}) from stdin`;
    const rows = await copyIn(client, sql, rowsBelow(source, `tables/${name}/`));
    requireRows(name, rows, manifest.rows[name] ?? 0);
  }
  for (const { name, last } of header.sequences)
    await client.query('select setval(to_regclass($1), $2::bigint)', [`public.${ident(name)}`, last]);
  await armTrail(client, true);
}

/** The triggers that refuse changes of the audit trail; who restores owns it and may put another one in its place. */
async function armTrail(client: pg.Client, armed: boolean): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relname in ('trail_record', 'trail_checkpoint')`,
  );
  for (const { name } of rows)
    await client.query(`alter table public.${ident(name)} ${armed ? 'enable' : 'disable'} trigger user`);
}

/** The partitions of the months that the predictions, which were copied before, lead to; sealed ones have no results. */
async function makePartitions(client: pg.Client): Promise<void> {
  await client.query(`
    select ensure_finding_partition(month)
    from (select distinct date_trunc('month', at, 'UTC') as month from prediction) months
    where not exists (select 1 from rollup_state where month < sealed_before)
    order by month`);
}

/** Copies the jobs in, free to be taken. */
export async function fillQueue(client: pg.Client, source: Source): Promise<void> {
  await client.query('begin');
  await client.query(`create temporary table restored_job on commit drop as
    select j.*, ''::text as identifier from graphile_worker._private_jobs j with no data`);
  const columns = JOB_COLUMNS.map(ident).join(', ');
  const jobs = await copyIn(client, `copy restored_job (${columns}) from stdin`, rowsBelow(source, 'queue/'));
  requireRows('queue', jobs, source.backup.manifest.jobs);
  const own = JOB_COLUMNS.filter((column) => column !== 'identifier')
    .map(ident)
    .join(', ');
  await client.query(`insert into graphile_worker._private_tasks (identifier)
    select distinct identifier from restored_job on conflict do nothing`);
  await client.query(`insert into graphile_worker._private_jobs (task_id, ${own}) overriding system value
    select t.id, ${JOB_COLUMNS.filter((column) => column !== 'identifier')
      .map((column) => `j.${ident(column)}`)
      .join(', ')}
    from restored_job j join graphile_worker._private_tasks t using (identifier)`);
  await client.query(`select setval(pg_get_serial_sequence('graphile_worker._private_jobs', 'id'),
    greatest(1, (select coalesce(max(id), 0) from graphile_worker._private_jobs)))`);
  await client.query('commit');
}

function requireRows(what: string, found: number, expected: number): void {
  if (found !== expected) throw new StartError(`${what}: ${found} rows were restored, the backup has ${expected}`);
}

async function* rowsBelow({ file, backup }: Source, folder: string): AsyncGenerator<Buffer> {
  for (const entry of backup.entries) {
    if (entry.name.startsWith(folder)) yield* Readable.from(tarBytes(file, entry)).pipe(createGunzip());
  }
}
