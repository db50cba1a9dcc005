import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PRINCIPAL_HEADER, type Principal } from '@/server/access/principal';
import { statisticsResponse } from '@/server/api/statisticsSchema';
import { adoptDb, openDb } from '@/server/db/client';
import { skipWithoutAssets } from '@/server/testing/assets';
import { CHEXNET, countChexnet, viewReference } from '@/server/testing/chexnet';
import { testDatabase } from '@/server/testing/database';
import { GET as getConfounders } from '../confounders/route';
import { GET as getSiteMatrix } from '../site-matrix/route';
import { GET as getStatistics } from './route';

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());
before(() => (skipWithoutAssets ? undefined : countChexnet(db, ['Hernia'])), { timeout: 120_000 });

type Handler = typeof getStatistics;

function ask(handler: Handler, query: Record<string, string>, scopes: Principal['scopes'] = ['read']) {
  const search = new URLSearchParams({ model: CHEXNET, finding: 'Hernia', ...query });
  const headers = { [PRINCIPAL_HEADER]: JSON.stringify({ kind: 'key', id: 'caller', scopes }) };
  const request = new Request(`http://x/api/v1/anything?${search}`, { headers });
  return handler(request, { params: Promise.resolve({}) });
}

test('the interface answers the reference of a finding, few cases only to a key that may', {
  skip: skipWithoutAssets,
}, async () => {
  const reference = viewReference().find(({ label }) => label === 'Hernia');
  const answer = await ask(getStatistics, { by: 'viewPosition' });
  assert.equal(answer.status, 200);
  const told = statisticsResponse.parse(await answer.json());
  assert.deepEqual([told.total.n, told.total.positives], [Number(reference?.n), Number(reference?.positives)]);
  const { auc } = told.total;
  assert.ok(Math.abs((auc.value ?? 9) - Number(reference?.auc)) <= (auc.errorBound ?? 0));
  const ap = ({ strata }: typeof told) => strata.find(({ stratum }) => stratum.viewPosition === 'AP');
  assert.deepEqual([ap(told)?.auc.value, ap(told)?.auc.suppressed], [null, 'fewer_than_10_positives']);
  const off = { by: 'viewPosition', suppress: 'off' };
  assert.equal((await ask(getStatistics, off)).status, 403);
  const whole = statisticsResponse.parse(await (await ask(getStatistics, off, ['read', 'unsuppressed'])).json());
  assert.ok(Math.abs((ap(whole)?.auc.value ?? 9) - Number(reference?.auc_AP)) <= (ap(whole)?.auc.errorBound ?? 0));
});

test('tables have a name for every column, and questions that cannot be are refused', {
  skip: skipWithoutAssets,
}, async () => {
  for (const handler of [getStatistics, getSiteMatrix]) {
    const answer = await ask(handler, { by: 'viewPosition', format: 'csv' });
    assert.match(answer.headers.get('content-type') ?? '', /text\/csv/);
    const lines = (await answer.text()).trimEnd().split('\r\n');
    const widths = lines.map((line) => line.replace(/"[^"]*"/g, '').split(',').length);
    assert.deepEqual([new Set(widths).size, lines.length >= 4], [1, true]);
    assert.equal(new Set(lines[0]?.split(',')).size, widths[0]);
  }
  const replayed = await ask(getSiteMatrix, { by: 'viewPosition', prevalences: '{"AP":0.1}' });
  assert.equal(replayed.status, 200);
  for (const wrong of ['AP', '{"AP":2}', '{"XX":0.1}', '[]']) {
    assert.equal((await ask(getSiteMatrix, { by: 'viewPosition', prevalences: wrong })).status, 400, wrong);
  }
  assert.equal((await ask(getConfounders, {})).status, 200);
  assert.equal((await ask(getConfounders, { viewPosition: 'AP' })).status, 400);
});
