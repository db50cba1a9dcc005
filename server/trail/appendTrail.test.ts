import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import { appendTrail } from './appendTrail';

const db = openDb(await testDatabase());
after(() => db.$disconnect());

const entry = (n: number) => ({
  kind: 'setting:changed' as const,
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, n)),
  actor: 'system test',
  subjects: [`setting:${n}`],
  body: { é: 1e21, a: [n, null] },
});

test('records are chained in order, also when many write at once', async () => {
  await Promise.all([1, 2, 3, 4, 5].map((n) => db.$transaction((tx) => appendTrail(tx, [entry(n), entry(n + 10)]))));
  const rows = await db.trailRecord.findMany({ orderBy: { seq: 'asc' } });
  assert.equal(rows.length, 10);
  let previous = '0'.repeat(64);
  for (const [index, row] of rows.entries()) {
    assert.equal(row.seq, BigInt(index + 1));
    assert.equal(row.previous, previous);
    const said = `sightline-trail-1\n${row.seq}\n${previous}\n${row.content}`;
    assert.equal(row.hash, createHash('sha256').update(said).digest('hex'));
    previous = row.hash;
  }
});

test('nothing in the trail is changed or taken away, and a rollback leaves no gap', async () => {
  await assert.rejects(db.trailRecord.updateMany({ data: { actor: 'somebody' } }), /append-only/);
  await assert.rejects(db.trailRecord.deleteMany({}), /append-only/);
  await assert.rejects(db.$executeRaw`truncate trail_record`, /append-only/);
  await assert.rejects(
    db.$transaction(async (tx) => {
      await appendTrail(tx, [entry(7)]);
      throw new Error('undone');
    }),
  );
  await db.$transaction((tx) => appendTrail(tx, [entry(8)]));
  const [last, before] = await db.trailRecord.findMany({ orderBy: { seq: 'desc' }, take: 2 });
  assert.equal((last?.seq ?? 0n) - (before?.seq ?? 0n), 1n);
});
