import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GET as casesCsv } from '@/app/api/v1/cases.csv/route';
import { POST as preview } from '@/app/api/v1/flag-rules/preview/route';
import { GET as instances } from '@/app/api/v1/instances/route';
import { GET as bundle } from '@/app/api/v1/trail/bundle/route';
import { GET as trail } from '@/app/api/v1/trail/route';
import { GET as trailCsv } from '@/app/api/v1/trail.csv/route';
import { PRINCIPAL_HEADER, ROLE_SCOPES } from '@/server/access/principal';
import { adoptDb, openDb } from '@/server/db/client';
import { askItems, withdrawItem } from '@/server/review/askItems';
import { claimNext } from '@/server/review/claimNext';
import { commitUnaided, commitVerdict } from '@/server/review/commitRead';
import { releaseClaim } from '@/server/review/holdClaim';
import { makeInstance, makePrediction, makeReader, makeVersion } from '@/server/review/review.fixture';
import { changeReviewSettings, DEFAULT_REVIEW_SETTINGS } from '@/server/review/reviewSettings';
import { testDatabase } from '@/server/testing/database';
import { refuseReader } from './trailShown';

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());

let instanceId = '';
let version = { versionId: '', findingId: 0 };
let [first, second] = ['', ''];
const now = () => new Date();

before(async () => {
  version = await makeVersion(db, 'chest', '1');
  instanceId = await makeInstance(db);
  await makePrediction(db, instanceId, version, { probability: 0.8765, outsideShare: 0.4321 });
  [first, second] = [await makeReader(db, 'Ada'), await makeReader(db, 'Ben')];
  const settings = { ...DEFAULT_REVIEW_SETTINGS, controlShare: 0, secondShare: 1, unaidedShare: 1 };
  await changeReviewSettings({ settings, reason: 'for a test', expected: null }, 'operator', now(), db);
  await askItems({ model: 'chest@1', finding: 'Edema', instanceIds: [instanceId] }, 'operator', now(), db);
  await read(first, 'wrong-reason');
});

async function read(reader: string, verdict: 'agree' | 'wrong-reason'): Promise<void> {
  const readId = (await claimNext({}, reader, now(), db)).read?.readId ?? '';
  await commitUnaided(readId, { verdict: 'present' }, reader, now(), db);
  const answer = verdict === 'agree' ? { verdict } : { verdict, zone: 'marker' as const };
  await commitVerdict(readId, answer, reader, now(), db);
}

async function ask(handler: typeof trail, path: string, who: string, body?: object) {
  const principal = { kind: 'session', id: who, role: 'governance', scopes: ROLE_SCOPES.governance };
  const request = new Request(`http://localhost/api/v1/${path}`, {
    headers: {
      [PRINCIPAL_HEADER]: JSON.stringify(principal),
      ...{ 'content-type': 'application/json', 'idempotency-key': `${path}-${who}` },
    },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve({}) });
  return { status: response.status, text: await response.text() };
}

test('the trail holds back the first verdict from who may read second, not from who said it', async () => {
  const kind = 'kind=review:committed';
  const told = JSON.parse((await ask(trail, `trail?${kind}`, second)).text).rows;
  assert.deepEqual(
    told.map((row: { content: string | null; hash: string }) => [row.content, row.hash.length]),
    [
      [null, 64],
      [null, 64],
    ],
  );
  const table = await ask(trailCsv, `trail.csv?${kind}`, second);
  assert.match(table.text, /held back until all reads/);
  assert.ok(!table.text.includes('wrong-reason') && !table.text.includes('marker'));
  assert.match((await ask(trail, `trail?${kind}`, first)).text, /wrong-reason/);
});

test('why a case is in the queue is told to nobody who may still read it', async () => {
  const kind = 'kind=review:queued';
  assert.equal(JSON.parse((await ask(trail, `trail?${kind}`, second)).text).rows[0].content, null);
  assert.ok(!(await ask(trailCsv, `trail.csv?${kind}`, second)).text.includes('arm'));
  assert.match((await ask(trail, `trail?${kind}`, first)).text, /\\"arm\\":\\"asked\\"/);
});

test('neither filter, sort nor the preview of a rule finds the case that its reader is to read unaided', async () => {
  assert.equal((await claimNext({}, second, now(), db)).read?.instanceId, instanceId);
  const condition = { kind: 'high-score-little-inside', parameters: { most: 2 } };
  for (const query of ['flagged=false', 'minProbability=0.5', 'sort=probability', 'sort=outside']) {
    const page = JSON.parse((await ask(instances, `instances?${query}`, second)).text);
    assert.deepEqual([page.rows, page.total], [[], 0], query);
    assert.ok(!(await ask(casesCsv, `cases.csv?${query}`, second)).text.includes(instanceId), query);
    assert.ok((await ask(instances, `instances?${query}`, first)).text.includes(instanceId), query);
  }
  assert.ok((await ask(instances, 'instances', second)).text.includes(instanceId));
  const tried = await ask(preview, 'flag-rules/preview', second, { condition });
  assert.deepEqual([tried.status, tried.text.includes(instanceId)], [200, false], tried.text);
  assert.ok((await ask(preview, 'flag-rules/preview', first, { condition })).text.includes(instanceId));
});

test('the bundle is refused while the second read is held, and everything is told once both are done', async () => {
  assert.equal((await ask(bundle, 'trail/bundle', second)).status, 409);
  await read(second, 'agree');
  assert.match((await ask(trail, 'trail?kind=review:committed', second)).text, /wrong-reason/);
});

test('the bundle is refused to who reads any case, and the arm is told when the item is withdrawn', async () => {
  const kind = 'kind=review:queued';
  const other = await makeInstance(db);
  await makePrediction(db, other, version, { probability: 0.1, outsideShare: 0.1 });
  await askItems({ model: 'chest@1', finding: 'Edema', instanceIds: [other] }, 'operator', now(), db);
  const itemId = (await db.reviewItem.findFirstOrThrow({ where: { instanceId: other } })).id;
  const newest = async () => JSON.parse((await ask(trail, `trail?${kind}`, first)).text).rows[0].content;
  assert.equal(await newest(), null);
  const readId = (await claimNext({ itemId }, first, now(), db)).read?.readId ?? '';
  assert.equal((await ask(bundle, 'trail/bundle', first)).status, 409);
  await releaseClaim(readId, first, now(), db);
  const principal = {
    kind: 'session' as const,
    id: first,
    role: 'governance' as const,
    scopes: [...ROLE_SCOPES.governance],
  };
  await refuseReader(principal);
  await withdrawItem(itemId, 'for a test', 'operator', now(), db);
  assert.match(await newest(), /asked/);
});
