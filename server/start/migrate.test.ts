import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import pg from 'pg';
import { withDatabase } from '@/server/testing/database';
import { type Migration, migrate, pendingMigrations, readMigrations } from './migrate';

function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

const shipped = readMigrations();
const applied = shipped.map(({ name, checksum }) => ({ name, checksum, finished: true }));

test('what was applied is not applied again, what is new is, in order', () => {
  const more = [...shipped, migration('29990101_a', ''), migration('29990102_b', '')];
  assert.deepEqual(
    pendingMigrations(more, applied).map(({ name }) => name),
    ['29990101_a', '29990102_b'],
  );
});

test('a changed file, an unknown migration and a half-applied one each stop the start with one line', () => {
  const [first] = applied;
  assert.ok(first);
  assert.throws(
    () => pendingMigrations(shipped, [{ ...first, checksum: 'x' }]),
    /migration was changed after it was applied/,
  );
  assert.throws(() => pendingMigrations([], applied), /the database is newer than this program/);
  assert.throws(() => pendingMigrations(shipped, [{ ...first, finished: false }]), /migration failed half-way/);
});

test('two at once apply each migration once, and a failed one leaves nothing behind', async () => {
  await withDatabase(async (url) => {
    const good = [...shipped, migration('29990101_a', 'create table a (id int); insert into a values (1);')];
    const both = await Promise.all([migrate(url, undefined, good), migrate(url, undefined, good)]);
    assert.deepEqual(both.flat(), ['29990101_a']);
    const bad = [...good, migration('29990102_b', 'create table b (id int); select 1 / 0;')];
    await assert.rejects(
      migrate(url, undefined, bad),
      /^StartError: migration 29990102_b failed and was rolled back: division by zero$/,
    );
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query("select to_regclass('b') as b, (select count(*)::int from a) as a");
    await client.end();
    assert.deepEqual(rows, [{ b: null, a: 1 }]);
  });
});
