import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import pg from 'pg';
import { openDb } from '@/server/db/client';
import { ensureAppRole, handOver } from '@/server/start/appRights';
import { testDatabase } from '@/server/testing/database';
import { appendTrail } from './appendTrail';
import { trailGuard } from './trailRights';

const ownerUrl = await testDatabase();
const role = `app_${randomBytes(4).toString('hex')}`;
const owner = new pg.Client({ connectionString: ownerUrl });
await owner.connect();
await ensureAppRole(owner, role, 'secret-of-the-test');
await handOver(ownerUrl, role);
const appUrl = new URL(ownerUrl);
appUrl.username = role;
appUrl.password = 'secret-of-the-test';
const app = new pg.Client({ connectionString: appUrl.href });
await app.connect();
const db = openDb(appUrl.href);
const ownerDb = openDb(ownerUrl);
after(async () => {
  await db.$disconnect();
  await ownerDb.$disconnect();
  await app.end();
  await owner.query(`drop owned by ${role} cascade; drop role ${role}`);
  await owner.end();
});

const entry = {
  ...{ kind: 'setting:changed' as const, at: new Date(0), actor: 'system test', subjects: ['setting:a'] },
  body: { n: 1 },
};

test('the product appends to the trail and signs it', async () => {
  await db.$transaction((tx) => appendTrail(tx, [entry]));
  await app.query(`insert into trail_checkpoint values (1, 'h', now(), 'k', 's')`);
  assert.equal((await app.query('select count(*)::int as n from trail_record')).rows[0].n, 1);
});

const REFUSED = [
  `insert into trail_record values (2, now(), 'k', 'a', '{}', '{}', 'p', 'h')`,
  `update trail_record set actor = 'nobody'`,
  'delete from trail_record',
  'truncate trail_record',
  'drop table trail_record',
  'drop table trail_record cascade',
  'alter table trail_record disable trigger all',
  'alter table trail_record disable trigger trail_record_append_only',
  'drop trigger trail_record_append_only on trail_record',
  'alter table trail_record rename to other',
  'alter table trail_record add column x int',
  'alter table trail_record owner to current_user',
  'create rule r as on insert to trail_record do instead nothing',
  'create trigger t before insert on trail_record for each row execute function refuse_trail_change()',
  'alter table trail_record enable row level security',
  'select * from trail_record for update',
  `update trail_checkpoint set hash = 'x'`,
  'delete from trail_checkpoint',
  'truncate trail_checkpoint',
  'update trail_head set seq = 0',
  'delete from trail_head',
  `insert into trail_head values (2, 0, 'x')`,
  'drop function append_trail(text[])',
  'drop function refuse_trail_change() cascade',
  `create or replace function refuse_trail_change() returns trigger language plpgsql as 'begin return new; end'`,
  `create or replace function append_trail(contents text[]) returns bigint language sql as 'select 1::bigint'`,
  'alter function append_trail(text[]) security invoker',
  'set session_replication_role = replica',
  'set session authorization default; set role pg_database_owner',
  'drop schema public cascade',
  'drop owned by postgres cascade',
  `copy trail_record from program 'true'`,
  'grant update on trail_record to current_user with grant option; update trail_record set kind = kind',
  "update pg_class set relowner = current_user::regrole where relname = 'trail_record'",
];

test(`the login of the product can do none of ${REFUSED.length} things to it, and not become somebody who can`, async () => {
  const { rows } = await owner.query('select current_user as name, current_database() as database');
  const all = [...REFUSED, `set role ${rows[0].name}`, `set session authorization ${rows[0].name}`];
  for (const sql of [...all, `drop database ${rows[0].database}`, `alter role ${role} superuser`])
    await assert.rejects(app.query(sql), /permission denied|must be|not permitted|does not exist|cannot drop/, sql);
  const left = await app.query(
    'select (select count(*) from trail_record) + (select count(*) from trail_checkpoint) as n',
  );
  assert.equal(Number(left.rows[0].n), 2);
});

test('what the product may make in its schema is never run by the one function that may write', async () => {
  await app.query(`create function public.sha256(text) returns bytea language sql as $$ select 'x'::bytea $$`);
  await app.query(
    `create function public.joined(text, bigint) returns text language sql as $$ select current_user::text $$`,
  );
  await app.query('create operator public.|| (leftarg = text, rightarg = bigint, function = public.joined)');
  await db.$transaction((tx) => appendTrail(tx, [entry]));
  const { rows } = await app.query('select content, hash from trail_record order by seq desc limit 1');
  assert.match(rows[0].hash, /^[0-9a-f]{64}$/);
});

test('everything else is the product’s own, so that months and the queue can grow', async () => {
  const { rows } = await owner.query(
    `select relname from pg_class c join pg_roles r on r.oid = c.relowner
     where relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)
       and relkind in ('r', 'p', 'S', 'v') and rolname <> $1 order by 1`,
    [role],
  );
  const kept = ['_prisma_migrations', 'trail_checkpoint', 'trail_head', 'trail_record'];
  assert.deepEqual(
    rows.map(({ relname }) => relname),
    kept,
  );
  await app.query(`select ensure_finding_partition('2030-05-01Z')`);
  await app.query(`select graphile_worker.add_job('sweep-files', '{}')`);
  await app.query('truncate instance cascade');
  await handOver(ownerUrl, role);
});

test('who asks is told honestly what keeps the trail', async () => {
  assert.equal(await trailGuard(db), 'permissions');
  assert.equal(await trailGuard(ownerDb), 'triggers');
  await owner.query('alter table trail_record disable trigger user');
  assert.equal(await trailGuard(ownerDb), 'nothing');
});
