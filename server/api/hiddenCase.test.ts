import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { GET as analysis } from '@/app/api/v1/analyses/[analysisId]/route';
import { GET as casesCsv } from '@/app/api/v1/cases.csv/route';
import { GET as flags } from '@/app/api/v1/flags/route';
import { GET as ledger } from '@/app/api/v1/instances/[instanceId]/ledger.csv/route';
import { GET as mask } from '@/app/api/v1/instances/[instanceId]/masks/[zone]/route';
import { GET as detail } from '@/app/api/v1/instances/[instanceId]/route';
import { GET as saliency } from '@/app/api/v1/instances/[instanceId]/saliency/route';
import { GET as instances } from '@/app/api/v1/instances/route';
import { POST as links } from '@/app/api/v1/links/route';
import { GET as localisation } from '@/app/api/v1/localisation/route';
import { POST as claims } from '@/app/api/v1/review/claims/route';
import { POST as heartbeat } from '@/app/api/v1/review/reads/[readId]/heartbeat/route';
import { GET as read } from '@/app/api/v1/review/reads/[readId]/route';
import { POST as unaided } from '@/app/api/v1/review/reads/[readId]/unaided/route';
import { POST as undo } from '@/app/api/v1/review/reads/[readId]/undo/route';
import { POST as verdict } from '@/app/api/v1/review/reads/[readId]/verdict/route';
import { GET as statistics } from '@/app/api/v1/review/statistics/route';
import { GET as reviews } from '@/app/api/v1/reviews/route';
import { PRINCIPAL_HEADER, ROLE_SCOPES } from '@/server/access/principal';
import { adoptDb, openDb } from '@/server/db/client';
import { LOCALISATION_VERSION } from '@/server/localisation/definition';
import { askItems } from '@/server/review/askItems';
import { raiseFlags } from '@/server/review/raiseFlags';
import { makeInstance, makePrediction, makeReader, makeVersion } from '@/server/review/review.fixture';
import { changeReviewSettings, DEFAULT_REVIEW_SETTINGS } from '@/server/review/reviewSettings';
import { testDatabase } from '@/server/testing/database';

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());

/** Of the result, and nowhere else. */
const SECRETS = ['0.8765', '0.4321', 'saliency?', 'log-ratio', 'flagged', 'control', 'priority', 'high-score'];
let instanceId = '';
let analysisId = '';
let readId = '';
let reader = '';

before(async () => {
  const version = await makeVersion(db, 'chest', '1');
  instanceId = await makeInstance(db);
  const result = { probability: 0.8765, outsideShare: 0.4321, contributionInside: -1 };
  const predictionId = await makePrediction(db, instanceId, version, result);
  await makeAnswers(predictionId, version.findingId);
  reader = await makeReader(db, 'Ada');
  const settings = { ...DEFAULT_REVIEW_SETTINGS, controlShare: 0, secondShare: 0, unaidedShare: 1 };
  await changeReviewSettings({ settings, reason: 'for a test', expected: null }, 'operator', new Date(), db);
  assert.deepEqual(await raiseFlags(db, [instanceId], new Date()), { flags: 1, queued: 1 });
  const asked = { model: 'chest@1', finding: 'Edema', instanceIds: [instanceId] };
  assert.equal((await askItems(asked, 'operator', new Date(), db)).unchanged, 1);
});

/** A comparison of versions that names the case, and evidence against the finding on its lesion. */
async function makeAnswers(predictionId: string, findingId: number): Promise<void> {
  const ended = { status: 'done', requestedAt: new Date(), finishedAt: new Date() };
  const turned = [{ instanceId, model: 0.8765, other: 0.4321, says: 'yes', truth: null }];
  const question = { kind: 'paired-versions', key: 'test', parameters: { model: 'chest@1', other: 'chest@2' } };
  const answer = { instances: 1, findings: [{ finding: 'Edema', turned }] };
  analysisId = randomUUID();
  await db.analysis.create({
    data: { id: analysisId, ...question, ...ended, result: { asOf: new Date(), answer } },
  });
  const figures = { area: 0.1, hit: false, mass: 0.1, rank: 0.1, iou: 0, contribution: -0.4321 };
  await db.localisation.create({
    data: {
      ...{ predictionId, findingId, method: 'cam', source: 'reader', definitionVersion: LOCALISATION_VERSION, figures },
      ...{ negativeOnLesion: true, createdAt: new Date() },
    },
  });
}

type Handler = typeof detail;

async function call(handler: Handler, path: string, body?: object, who = reader, params: Record<string, string> = {}) {
  const principal = { kind: 'session', id: who, role: 'clinician', scopes: ROLE_SCOPES.clinician };
  const request = new Request(`http://localhost/api/v1/${path}`, {
    headers: { [PRINCIPAL_HEADER]: JSON.stringify(principal), 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve({ instanceId, readId, ...params }) });
  return { status: response.status, text: await response.text() };
}

const of = (path: string) => `instances/${instanceId}${path}`;

test('to a reader who has not committed no answer gives score, map, flag or reason away; to others it does', async () => {
  const claimed = await call(claims, 'review/claims', {}, reader, { instanceId: '' });
  assert.equal(claimed.status, 200);
  readId = JSON.parse(claimed.text).read.readId;
  const own = { instanceId: '' };
  const told = [
    claimed,
    await call(claims, 'review/claims', {}, reader, own),
    await call(read, `review/reads/${readId}`, undefined, reader, own),
    await call(heartbeat, `review/reads/${readId}/heartbeat`, {}, reader, own),
    await call(instances, 'instances', undefined, reader, own),
    await call(casesCsv, 'cases.csv', undefined, reader, own),
    await call(flags, 'flags', undefined, reader, own),
    await call(flags, 'flags?format=csv', undefined, reader, own),
    await call(reviews, 'reviews', undefined, reader, own),
    await call(statistics, 'review/statistics', undefined, reader, own),
  ];
  for (const [i, { status, text }] of told.entries()) {
    const [found] = SECRETS.filter((secret) => text.includes(secret) && !(i === 5 && secret === 'flagged'));
    assert.equal(found, undefined, `${i}: ${status} ${text}`);
  }
  const hidden = [
    await call(detail, of('')),
    await call(saliency, of('/saliency?finding=Edema')),
    await call(ledger, of('/ledger.csv')),
    await call(verdict, `review/reads/${readId}/verdict`, { verdict: 'agree' }, reader, own),
    await call(undo, `review/reads/${readId}/undo`, {}, reader, own),
  ];
  assert.deepEqual(
    hidden.map(({ status }) => status),
    [409, 409, 409, 409, 409],
  );
  // There is no mask in this test; nothing refuses it.
  assert.equal((await call(mask, of('/masks/heart'), undefined, reader, { zone: 'heart' })).status, 404);
  const other = await makeReader(db, 'Ben');
  assert.ok((await call(detail, of(''), undefined, other)).text.includes('0.8765'));
  assert.equal((await call(read, `review/reads/${readId}`, undefined, other, own)).status, 404);
});

test('named cases alone are exported, and of them no more than the list tells', async () => {
  const lines = async (ids: string, who = reader) => {
    const { status, text } = await call(casesCsv, `cases.csv?ids=${ids}`, undefined, who, { instanceId: '' });
    return { status, rows: text.trim().split('\r\n').length - 1, told: text.includes('0.8765') };
  };
  assert.deepEqual(await lines(instanceId), { status: 200, rows: 1, told: false });
  assert.deepEqual(await lines(instanceId, randomUUID()), { status: 200, rows: 1, told: true });
  assert.deepEqual(await lines(randomUUID()), { status: 200, rows: 0, told: false });
  for (const ids of ['nothing', `${instanceId},`, '-'.repeat(36)]) assert.equal((await lines(ids)).status, 400);
});

test('answers about many cases count a hidden one and do not name it', async () => {
  const own = { instanceId: '', analysisId };
  for (const [handler, path] of [
    [analysis, `analyses/${analysisId}`],
    [localisation, 'localisation?model=chest@1&finding=Edema'],
  ] as const) {
    const told = await call(handler, path, undefined, reader, own);
    assert.equal(told.status, 200, told.text);
    assert.equal(told.text.includes(instanceId) || told.text.includes('0.4321'), false, told.text);
    assert.match(told.text, /"(instances|of)":1/);
    assert.ok((await call(handler, path, undefined, randomUUID(), own)).text.includes(instanceId), path);
  }
});

test('no link is made of a case that its maker is to read unaided, since the link would show the result', async () => {
  const principal = { kind: 'session', id: reader, role: 'governance', scopes: ROLE_SCOPES.governance };
  const request = new Request('http://localhost/api/v1/links', {
    method: 'POST',
    headers: { [PRINCIPAL_HEADER]: JSON.stringify(principal), 'content-type': 'application/json' },
    body: JSON.stringify({ label: 'mine', subject: { scope: 'case', instanceId: instanceId.toUpperCase() } }),
  });
  assert.equal((await links(request, { params: Promise.resolve({}) })).status, 409);
});

test('once committed everything is shown, and why it was queued when the verdict is there', async () => {
  const shown = await call(unaided, `review/reads/${readId}/unaided`, { verdict: 'present' }, reader, {
    instanceId: '',
  });
  assert.ok(shown.text.includes('0.8765') && !shown.text.includes('"flagged"'));
  assert.equal((await call(detail, of(''))).status, 200);
  const body = { verdict: 'wrong-reason', zone: 'marker', note: 'a letter' };
  const done = await call(verdict, `review/reads/${readId}/verdict`, body, reader, { instanceId: '' });
  assert.equal(JSON.parse(done.text).reason.arm, 'flagged');
  assert.equal(JSON.parse(done.text).reason.flags[0].kind, 'high-score-little-inside');
  const table = await call(statistics, 'review/statistics?format=csv');
  assert.match(table.text, /override share,arm,flagged,1,1,/);
  assert.match((await call(reviews, 'reviews?format=csv')).text, /wrong-reason,marker,a letter/);
  const told = JSON.parse((await call(statistics, 'review/statistics')).text);
  assert.deepEqual([told.reads, told.unaided[0].agreement.value], [1, 1]);
});

test('keys read no cases, and viewers neither', async () => {
  const headers = (principal: object) => ({ headers: { [PRINCIPAL_HEADER]: JSON.stringify(principal) } });
  const key = { kind: 'key', id: 'k', role: null, scopes: ['review'] };
  const viewer = { kind: 'session', id: reader, role: 'viewer', scopes: ROLE_SCOPES.viewer };
  for (const principal of [key, viewer]) {
    const request = new Request('http://localhost/api/v1/review/reads/x', headers(principal));
    const response = await read(request, { params: Promise.resolve({ readId }) });
    assert.equal(response.status, 403);
  }
});
