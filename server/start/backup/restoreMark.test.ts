import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import { testDatabase } from '@/server/testing/database';
import { copyIn, copyOut } from './copy';
import { emptyDatabase } from './fillDatabase';
import { readHeader } from './readSchema';
import { requireFree } from './requireFree';
import { clearRestoreMark, requireWhole, setRestoreMark } from './restoreMark';

const url = await testDatabase();
const name = new URL(url).pathname.slice(1);
const client = new pg.Client({ connectionString: url });
await client.connect();
after(() => client.end());

const addStudy = (key: string) =>
  client.query('insert into study (id, site, study_key) values (gen_random_uuid(), $1, $2)', ['A', key]);

test('only an empty database is free, or one that is named', async () => {
  await requireFree(client, undefined);
  await addStudy('one');
  await assert.rejects(requireFree(client, undefined), new RegExp(`not empty \\(table study\\).+ replace ${name}$`));
  await assert.rejects(requireFree(client, 'another'), /^StartError: the database is "[^"]+", not "another"/);
  await requireFree(client, name);
});

test('on half a restore nothing starts, and it may go on', async () => {
  await requireWhole(url);
  await setRestoreMark(client);
  await setRestoreMark(client);
  await assert.rejects(
    requireWhole(url),
    /^StartError: a restore that began at .+ was interrupted: run it again[^\n]+$/,
  );
  await requireFree(client, undefined);
  await clearRestoreMark(client);
  await requireWhole(url);
});

test('a product that runs on the database keeps a restore away', async () => {
  const web = new pg.Client({ connectionString: url, application_name: 'sightline-web' });
  await web.connect();
  await assert.rejects(requireFree(client, name), /^StartError: the product runs on the database/);
  await web.end();
});

test('rows go out and in unchanged, whatever is in them, and an error in between is told', async () => {
  const odd = 'tab\t newline\n backslash\\ null\\N ünï 𝄞';
  await addStudy(odd);
  const read = async () => (await client.query('select md5(t::text) from study t order by 1')).rows;
  const before = await read();
  const { chunks, rows } = copyOut(client, 'copy study to stdout');
  const pieces: Buffer[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  assert.equal(await rows, 2);
  await client.query('delete from study');
  const again = async function* () {
    yield* pieces;
  };
  assert.equal(await copyIn(client, 'copy study from stdin', again()), 2);
  assert.deepEqual(await read(), before);
  await assert.rejects(copyIn(client, 'copy study from stdin', again()), /duplicate key/);
  const broken = async function* () {
    yield Buffer.from('x');
    throw new RangeError('source: broken');
  };
  await assert.rejects(copyIn(client, 'copy study from stdin', broken()), /source: broken/);
  assert.deepEqual(await read(), before);
  await assert.rejects(async () => {
    const out = copyOut(client, 'copy absent to stdout');
    for await (const _ of out.chunks);
  }, /does not exist/);
});

test('tables are listed so that keys hold, without sessions, and a database is emptied whole', async () => {
  const { tables, migrations } = await readHeader(client);
  const names = tables.map((table) => table.name);
  assert.ok(
    names.indexOf('study') < names.indexOf('series') && names.indexOf('instance') < names.indexOf('prediction'),
  );
  for (const left of ['session', 'sign_in_token', '_prisma_migrations']) assert.equal(names.includes(left), false);
  assert.ok(migrations.length > 2);
  await emptyDatabase(client);
  const { rows } = await client.query(`select relname from pg_class where relnamespace = 'public'::regnamespace
    union all select proname from pg_proc where pronamespace = 'public'::regnamespace
    union all select nspname from pg_namespace where nspname = 'graphile_worker'`);
  assert.deepEqual(rows, []);
});
