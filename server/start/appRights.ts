import pg from 'pg';

/** What the audit trail is made of: it stays with who ran the migrations. */
const TRAIL_TABLES = ['trail_record', 'trail_checkpoint', 'trail_head'];

/** Whoever owns what the trail is made of could take its triggers away; migrations are the owner's business, too. */
const KEPT = [...TRAIL_TABLES, '_prisma_migrations', 'sightline_restore'];
const KEPT_FUNCTIONS = ['append_trail', 'refuse_trail_change'];

/** Statements that hand over what belongs to somebody else: relations with what hangs on them, functions, types. */
const HAND_OVER = `
  with app as (select oid, rolname from pg_roles where rolname = $1),
  own as (select oid from pg_namespace where nspname in ('public', 'graphile_worker'))
  select statement from (
    select 1 as place, format('alter schema graphile_worker owner to %I', rolname) as statement
    from pg_namespace n, app where nspname = 'graphile_worker' and nspowner <> app.oid
    union all
    select 2, format('alter table %s owner to %I', c.oid::regclass, rolname)
    from pg_class c, app
    where relnamespace in (select oid from own) and relowner <> app.oid and relname <> all($2)
      and (relkind in ('r', 'p', 'v', 'm') or relkind = 'S' and not exists (
        select 1 from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass
          and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')))
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    union all
    select 3, format('alter routine %s owner to %I', p.oid::regprocedure, rolname)
    from pg_proc p, app
    where pronamespace in (select oid from own) and proowner <> app.oid and proname <> all($3)
      and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    union all
    select 4, format('alter type %s owner to %I', t.oid::regtype, rolname)
    from pg_type t, app
    where typnamespace in (select oid from own) and typowner <> app.oid
      and (typtype in ('e', 'd') or typtype = 'c' and exists (
        select 1 from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
      and not exists (select 1 from pg_depend d where d.objid = t.oid and d.deptype = 'e')
  ) found
  order by place, statement`;

/**
 * Gives everything of a migrated database to the login that web and worker use, but the audit trail: that they may read,
 * and append to by its one function. `ownerUrl`: of who ran the migrations. Says the same thing again without harm.
 */
export async function handOver(ownerUrl: string, appRole: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const role = client.escapeIdentifier(appRole);
    await client.query('begin');
    await client.query(`grant usage, create on schema public to ${role}`);
    const { rows } = await client.query<{ statement: string }>(HAND_OVER, [appRole, KEPT, KEPT_FUNCTIONS]);
    for (const { statement } of rows) await client.query(statement);
    await client.query(`revoke all on ${TRAIL_TABLES.join(', ')} from public, ${role}`);
    await client.query(`grant select on ${TRAIL_TABLES.join(', ')}, _prisma_migrations to ${role}`);
    await client.query(`grant insert on trail_checkpoint to ${role}`);
    await client.query(`revoke all on function append_trail(text[]) from public, ${role}`);
    await client.query(`grant execute on function append_trail(text[]) to ${role}`);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** Makes a login without any power of its own, or gives the one that is there its password again. */
export async function ensureAppRole(client: pg.Client, name: string, password: string): Promise<void> {
  const role = client.escapeIdentifier(name);
  const found = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  if (found.rowCount === 0) await client.query(`create role ${role}`);
  await client.query(
    `alter role ${role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
     password ${client.escapeLiteral(password)}`,
  );
}
