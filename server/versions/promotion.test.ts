import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openMadeHospital } from '@/server/analysis/cases.fixture';
import { AppError, type ProblemCode } from '@/server/problem/appError';
import { testDatabase } from '@/server/testing/database';
import { changeState } from './changeState';
import { checkGolden } from './checkGolden';
import { compareForGate, decide, rollBack } from './decide';
import { fixLimits } from './fixLimits';
import { limits } from './limits';
import { getModelVersions } from './modelVersions';
import { noteFailure } from './noteFailure';
import { getPromotion } from './promotion';

// Two versions that have read the same 400 made-up cases; the second one scores otherwise and looks otherwise.

const { db, cases, work, close } = await openMadeHospital(await testDatabase(), 400);
after(close);
const { id: modelId } = await db.model.findFirstOrThrow();
const idOf = async (version: string) =>
  (await db.modelVersion.findUniqueOrThrow({ where: { modelId_version: { modelId, version } } })).id;
await db.modelVersion.update({ where: { id: await idOf('2') }, data: { state: 'shadow' } });

const manifest = {
  ...{ name: 'made', version: '1', kind: 'classifier', input: { size: [8, 8] } },
  findings: [{ name: 'Edema' }, { name: 'Mass' }],
};
await db.modelVersion.updateMany({ data: { manifest } });

const now = () => new Date();
const who = () => ({ by: 'key test', now: now() });
const states = async () =>
  Object.fromEntries((await getModelVersions('made')).versions.map(({ version, state }) => [version, state]));
const refused = (code: ProblemCode, detail: RegExp) => (error: unknown) =>
  error instanceof AppError && error.code === code && detail.test(error.message);
const by = (action: 'retire' | 'stop' | 'resume' | 'shadow' | 'live', version: string, expected: string) =>
  changeState(modelId, { version, action, reason: 'for a test', expected: expected as 'live' }, 'key test', now());

async function fixed(given: object): Promise<string> {
  const request = { candidate: '2', limits: limits.parse({ verdictNotWorse: false, ...given }) };
  return (await fixLimits(modelId, request, 'key test', now())).id;
}

test('a gate is judged by a comparison that is younger than its limits, and cannot be passed without', async () => {
  const id = await fixed({ leastCases: 100, outsideShareRise: 0.5 });
  await assert.rejects(() => fixed({ meanShift: 1 }), refused('conflict', /fixed already/));
  await assert.rejects(
    () => decide(id, { decision: 'promote', override: false }, who()),
    refused('conflict', /compare first/),
  );
  await compareForGate(id);
  await work();
  const { outcome, comparedBefore } = await getPromotion(id);
  assert.deepEqual(
    outcome?.rows.map(({ limit, finding, passes }) => [limit, finding, passes]),
    [
      ['leastCases', null, true],
      ['outsideShareRise', 'Edema', true],
      ['outsideShareRise', 'Mass', true],
    ],
  );
  assert.equal(comparedBefore, null);
  assert.ok(
    outcome?.rows.every(({ n, low, high, limit }) => n > 100 && (limit === 'leastCases' || (low ?? 1) < (high ?? 0))),
  );
});

test('two decisions at once: one promotes, the other is in conflict; one step takes it back', async () => {
  const { promotions } = await getModelVersions('made');
  const id = promotions[0]?.id ?? '';
  const both = await Promise.allSettled([1, 2].map(() => decide(id, { decision: 'promote', override: false }, who())));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  assert.deepEqual(await states(), { 2: 'live', 1: 'retired' });
  const told = await rollBack(id, 'scores were read otherwise', who());
  assert.deepEqual(
    [await states(), told.rolledBack?.reason],
    [{ 1: 'live', 2: 'shadow' }, 'scores were read otherwise'],
  );
  await assert.rejects(() => rollBack(id, 'again', who()), refused('conflict', /is shadow by now/));
  const { changes } = await getModelVersions('made');
  assert.deepEqual(
    changes.map(({ version, kind }) => `${version} ${kind}`),
    ['1 rolled-back', '2 rolled-back', '1 retired', '2 promoted'],
  );
});

test('a limit that is not kept is overridden with a reason only, and the record says that both had been compared', async () => {
  const id = await fixed({ meanShift: 0.001 });
  assert.ok((await getPromotion(id)).comparedBefore !== null);
  await compareForGate(id);
  await work();
  await assert.rejects(
    () => decide(id, { decision: 'promote', override: false }, who()),
    refused('conflict', /2 of 3 limits/),
  );
  await assert.rejects(
    () => decide(id, { decision: 'promote', override: true }, who()),
    refused('invalid-field', /say why/),
  );
  const { decision, outcome } = await decide(id, { decision: 'reject', reason: 'scores moved' }, who());
  assert.deepEqual([decision, outcome?.passes, (await states())['2']], ['rejected', false, 'shadow']);
});

test('versions change by hand where that applies, and a change that somebody else made first is a conflict', async () => {
  await assert.rejects(() => by('live', '2', 'shadow'), refused('conflict', /another version is live/));
  await assert.rejects(() => by('retire', '2', 'live'), refused('conflict', /is shadow by now/));
  await assert.rejects(() => by('shadow', '1', 'live'), refused('conflict', /only live version/));
  await by('stop', '1', 'live');
  assert.equal((await by('live', '2', 'shadow')).state, 'live');
  assert.equal((await by('resume', '1', 'stopped')).state, 'shadow');
  await by('retire', '2', 'live');
  assert.equal((await by('live', '1', 'shadow')).state, 'live');
});

test('three images in a row without finite numbers stop a version, and say so', async () => {
  const versionId = await idOf('1');
  const fail = (i: number) =>
    noteFailure(db, { versionId, instanceId: cases[i]?.instanceId ?? '', how: 'not-finite' }, now());
  assert.deepEqual([await fail(0), await fail(1), await fail(1)], [null, null, null]);
  assert.match((await fail(2)) ?? '', /not finite on 3 images in a row/);
  const { state, stateReason } = await db.modelVersion.findUniqueOrThrow({ where: { id: versionId } });
  assert.deepEqual([state, stateReason?.includes('not finite')], ['stopped', true]);
  assert.equal((await by('resume', '1', 'stopped')).state, 'live');
  assert.equal(await fail(3), null);
  const { changes, versions } = await getModelVersions('made');
  assert.deepEqual(
    changes.slice(0, 2).map(({ version, kind }) => `${version} ${kind}`),
    ['1 resumed', '1 stopped'],
  );
  assert.equal(versions.find(({ version }) => version === '1')?.since, changes[0]?.at);
});

test('after an upgrade a version that answers otherwise is stopped, the others go on', async () => {
  const kept = (value: number) => ({
    ...{ runtime: 'onnxruntime-node 1', scale: 'logit', answers: [{ picture: 'chest', values: [value] }] },
    met: { runtime: 'onnxruntime-node 1', at: '2026-11-26T09:00:00.000Z' },
  });
  const ids = [await idOf('1'), await idOf('2')];
  for (const [i, id] of ids.entries()) {
    const data = { sha256: `file-${i}`, golden: kept(i), state: 'live' };
    await db.modelVersion.update({ where: { id }, data });
  }
  const store = { get: (sha256: string) => Promise.resolve(Buffer.from(sha256)) };
  const ask = (bytes: Uint8Array) =>
    Promise.resolve({
      ...{ runtime: 'onnxruntime-node 2', scale: 'logit' as const },
      answers: [{ picture: 'chest', values: [Buffer.from(bytes).toString() === 'file-1' ? 1.001 : 0.00001] }],
    });
  const check = { db, store, ask, now, runtime: 'onnxruntime-node 2' };
  assert.deepEqual(await checkGolden(check), { met: 1, kept: 0, stopped: ['made@2'], unasked: [] });
  assert.deepEqual(await checkGolden(check), { met: 0, kept: 0, stopped: [], unasked: [] });
  const [, second] = await db.modelVersion.findMany({ where: { id: { in: ids } }, orderBy: { version: 'asc' } });
  assert.match(second?.stateReason ?? '', /^since onnxruntime-node 2 it left its golden answers by 0.0010 on picture/);
  await by('resume', '2', 'stopped');
  assert.deepEqual(await checkGolden(check), { met: 0, kept: 1, stopped: [], unasked: [] });
});
