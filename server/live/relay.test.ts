import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import { openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import type { LiveEvent } from './events';
import { appendEvents, newestSeq, readEvents } from './outbox';
import { startRelay } from './relay';

const url = await testDatabase();
const db = openDb(url);
after(() => db.$disconnect());

const append = (n: number, wait = 0) =>
  db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_sleep(${wait})`;
    await appendEvents(tx, [{ type: 'instance:received', payload: { instanceId: String(n) } }]);
  });

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(condition(), 'waited 4 s in vain');
}

test('fifty concurrent writers make a sequence without gap, and the relay hands each event on once, in order', async () => {
  const got: LiveEvent[] = [];
  const start = await newestSeq(db);
  const relay = await startRelay(db, url, (events) => got.push(...events));
  await Promise.all(Array.from({ length: 50 }, (_, i) => append(i, (i % 5) / 200)));
  await until(() => got.length >= 50);
  assert.deepEqual(
    got.map((event) => event.seq),
    Array.from({ length: 50 }, (_, i) => start + i + 1),
  );
  await relay.stop();
});

test('a rolled back transaction leaves no gap', async () => {
  const start = await newestSeq(db);
  const broken = db.$transaction(async (tx) => {
    await appendEvents(tx, [{ type: 'instance:received', payload: {} }]);
    throw new Error('rolled back on purpose');
  });
  await assert.rejects(broken);
  await append(1);
  const events = await readEvents(db, start, null, 10);
  assert.deepEqual(
    events.map((event) => event.seq),
    [start + 1],
  );
});

test('the relay goes on after its listening connection was killed', async () => {
  const got: LiveEvent[] = [];
  const relay = await startRelay(db, url, (events) => got.push(...events));
  await append(1);
  await until(() => got.length === 1);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'",
  );
  await admin.end();
  await append(2);
  await append(3);
  await until(() => got.length === 3);
  assert.equal(new Set(got.map((event) => event.seq)).size, 3);
  await relay.stop();
});
