import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { testDatabase, withDatabase } from './database';

async function names(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ name: unknown }>(sql)).rows.map((row) => row.name);
  } finally {
    await client.end();
  }
}

test('a test database is migrated and apart from the next one', async () => {
  const [one, other] = [await testDatabase(), await testDatabase()];
  const applied = await names(one, 'select migration_name as name from _prisma_migrations');
  assert.ok(applied.length > 0);
  assert.deepEqual(await names(one, "select to_regclass('graphile_worker.jobs') is not null as name"), [true]);
  await names(one, 'create table only_here (id int)');
  assert.deepEqual(await names(other, "select to_regclass('only_here') as name"), [null]);
});

test('a database of a block is gone after the block', async () => {
  let url = '';
  await withDatabase(async (given) => {
    url = given;
  });
  await assert.rejects(names(url, 'select 1 as name'), /does not exist/);
});
