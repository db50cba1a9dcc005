import type { Tx } from '@/server/db/client';

/**
 * How the trail is kept from being changed. `permissions`: the database refuses it to the login that the product uses;
 * `triggers`: triggers refuse it, which this login could take away; `nothing`: the triggers are off.
 */
export type TrailGuard = 'permissions' | 'triggers' | 'nothing';

type Facts = { armed: boolean; powerful: boolean; owns: boolean; writes: boolean };

/** What this connection's login could do to the trail, as the database's catalogue has it. */
export async function trailGuard(tx: Tx): Promise<TrailGuard> {
  const [facts] = await tx.$queryRaw<Facts[]>`
    with parts as (
      select oid, relowner from pg_class
      where oid in ('trail_record'::regclass, 'trail_checkpoint'::regclass, 'trail_head'::regclass)
    )
    select
      (select count(*) = 2 from pg_trigger t join parts p on p.oid = t.tgrelid
       where t.tgname like '%append_only' and t.tgenabled in ('O', 'A')) as armed,
      (select rolsuper or rolcreaterole from pg_roles where rolname = current_user)
        or pg_has_role(current_user, 'pg_write_server_files', 'MEMBER')
        or pg_has_role(current_user, 'pg_execute_server_program', 'MEMBER') as powerful,
      exists (select 1 from parts where pg_has_role(current_user, relowner, 'MEMBER'))
        or exists (select 1 from pg_proc where proname in ('append_trail', 'refuse_trail_change')
          and pg_has_role(current_user, proowner, 'MEMBER'))
        or exists (select 1 from pg_namespace n join pg_class c on c.relnamespace = n.oid join parts p on p.oid = c.oid
          where pg_has_role(current_user, n.nspowner, 'MEMBER'))
        or exists (select 1 from pg_database where datname = current_database()
          and pg_has_role(current_user, datdba, 'MEMBER')) as owns,
      has_table_privilege('trail_record', 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
        or has_table_privilege('trail_head', 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
        or has_table_privilege('trail_checkpoint', 'UPDATE, DELETE, TRUNCATE, TRIGGER')
        or has_any_column_privilege('trail_record', 'INSERT, UPDATE')
        or has_any_column_privilege('trail_head', 'INSERT, UPDATE')
        or has_any_column_privilege('trail_checkpoint', 'UPDATE') as writes`;
  if (facts === undefined) return 'nothing';
  if (!(facts.powerful || facts.owns || facts.writes)) return 'permissions';
  return facts.armed ? 'triggers' : 'nothing';
}
