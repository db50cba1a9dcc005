import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { PRINCIPAL_HEADER } from '@/server/access/principal';
import { adoptDb, openDb } from '@/server/db/client';
import { testDatabase } from '@/server/testing/database';
import { csvPages, csvResponse } from './csv';
import { isExport, recordedExport } from './recordExport';
import { route } from './route';
import { recordToldExport, toldExport } from './toldExport';

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());

const principal = { kind: 'key' as const, id: '7', role: null, scopes: ['read' as const] };
const url = new URL('http://x/api/v1/instances/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/ledger.csv?model=a@1&patient=DOE');

const newest = async () => {
  const row = await db.trailRecord.findFirst({ orderBy: { seq: 'desc' } });
  return { kind: row?.kind, actor: row?.actor, subjects: row?.subjects, body: JSON.parse(row?.content ?? '{}').body };
};

test('an export is told with its rows, by whom, and without values that may name a patient', async () => {
  const answer = csvResponse('x.csv', 'a,b\r\n1,2\r\n3,4\r\n');
  assert.ok(isExport(answer));
  assert.equal(await recordedExport({ url, principal }, answer).text(), 'a,b\r\n1,2\r\n3,4\r\n');
  assert.deepEqual(await newest(), {
    ...{ kind: 'export:made', actor: 'key 7', subjects: ['instance:6f9619ff-8b86-4d01-b42d-00cf4fc964ff'] },
    body: {
      ...{ path: url.pathname, parameters: { model: 'a@1', patient: null }, file: 'x.csv', rows: 2, bytes: 15 },
      ...{ sha256: createHash('sha256').update('a,b\r\n1,2\r\n3,4\r\n').digest('hex'), complete: true },
    },
  });
});

test('one that nobody reads to its end is told as far as it was read', async () => {
  const endless = csvPages(['a'], async () => ({ rows: [[1], [2]], nextCursor: 'on' }));
  const reader = recordedExport({ url, principal }, csvResponse('x.csv', endless)).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const { body } = await newest();
  assert.equal(body.complete, false);
  assert.ok(body.rows >= 2);
});

test('a file of any other kind is told too, by a route that does nothing for it, and a page that is shown is none', async () => {
  const report = 'http://x/api/v1/reports/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/pdf';
  const answer = (shown: string) =>
    route(
      'read',
      async () => new Response('%PDF', { headers: { 'content-disposition': `${shown}; filename="r.pdf"` } }),
    );
  const ask = async (shown: string): Promise<string> => {
    const request = new Request(report, { headers: { [PRINCIPAL_HEADER]: JSON.stringify(principal) } });
    return (await answer(shown)(request, { params: Promise.resolve({}) })).text();
  };
  const before = await db.trailRecord.count();
  assert.equal(await ask('inline'), '%PDF');
  assert.equal(await db.trailRecord.count(), before);
  assert.equal(await ask('attachment'), '%PDF');
  const { kind, subjects, body } = await newest();
  assert.deepEqual([kind, subjects], ['export:made', ['report:6f9619ff-8b86-4d01-b42d-00cf4fc964ff']]);
  assert.deepEqual([body.file, body.bytes, body.complete, 'rows' in body], ['r.pdf', 4, true, false]);
});

test('what a page makes itself is told by the browser, as that, and not with more than a file has', async () => {
  const told = { file: 'outside-a@1-Edema.csv', page: '/findings/a@1/Edema', rows: 3, bytes: 80, sha256: null };
  await recordToldExport(toldExport.parse(told), 'account 7', new Date(0));
  assert.deepEqual((await newest()).body, { ...told, toldBy: 'browser' });
  for (const wrong of [{ page: '/cases?patient=DOE' }, { file: 'a\nb' }, { rows: -1 }, { note: 'x' }])
    assert.ok(!toldExport.safeParse({ ...told, ...wrong }).success, JSON.stringify(wrong));
});

test('an answer that is no file is left alone', () => {
  assert.ok(!isExport(Response.json({})));
  assert.ok(!isExport(new Response('', { status: 404, headers: { 'content-type': 'text/csv' } })));
});
