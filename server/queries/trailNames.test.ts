import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import { actorsNamed, trailNames } from './trailNames';

const db = openDb(await testDatabase());
after(() => db.$disconnect());

test('records are read, and found, by the names of people, keys, links and reports', async () => {
  const [account, key, link, report, gone] = [0, 0, 0, 0, 0].map(() => randomUUID());
  assert.ok(account && key && link && report && gone);
  const at = new Date(0);
  await db.account.create({ data: { id: account, name: 'Ada', email: 'ada@example.org' } });
  await db.apiKey.create({ data: { id: key, sha256: 'a', name: 'Night import', scopes: ['ingest'] } });
  await db.auditLink.create({
    data: {
      ...{ id: link, tokenSha256: 'b', label: 'For the board', scope: 'report', subject: {}, policy: {} },
      ...{ salt: new Uint8Array(1), expiresAt: at, createdBy: `account ${account}`, createdAt: at },
    },
  });
  await db.report.create({
    data: { id: report, kind: 'audit', title: 'Audit of May', status: 'done', askedBy: `key ${key}`, askedAt: at },
  });

  const asked = [`account ${account}`, `key:${key}`, `link ${link}`, `link:${link}`, `report:${report}`];
  const nameless = [`key ${gone}`, `instance:${gone}`, 'incident:7', 'operator', 'system worker', 'key x'];
  assert.deepEqual(
    [...(await trailNames(db, [...asked, ...nameless]))],
    ['Ada', 'Night import', 'For the board', 'For the board', 'Audit of May'].map((name, i) => [asked[i], name]),
  );
  assert.deepEqual(await actorsNamed(db, 'ADA@'), [`account ${account}`]);
  assert.deepEqual(await actorsNamed(db, 'night'), [`key ${key}`]);
  assert.deepEqual(await actorsNamed(db, 'the board'), [`link ${link}`]);
});
