import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adoptDb } from '@/server/db/client';
import { bytesFloat32 } from '@/server/pipeline/float32Bytes';
import { askSaliency } from '@/server/queries/saliencyAsk';
import { listSaliencyMethods } from '@/server/queries/saliencyMethods';
import { getMethodSaliency } from '@/server/queries/saliencyStored';
import { defaultRequest, type SaliencyRequest } from '@/server/saliency/saliencyParameters';
import { registerPhantomModels, SHORTCUT, sendPhantoms } from '@/server/testing/phantomCases';
import { openProduct } from '@/server/testing/product';
import { answerSaliency } from './answerSaliency';

const product = await openProduct();
adoptDb(product.db);
let instance = '';
const finding = 'Pneumonia';

before(async () => {
  await registerPhantomModels(product);
  await sendPhantoms(product, 1);
  instance = (await product.db.instance.findFirstOrThrow()).id;
});
after(() => product.close());

const small: SaliencyRequest[] = [
  defaultRequest('occlusion'),
  defaultRequest('shapley'),
  { method: 'rise', parameters: { masks: 32, grid: 5, seed: 1, fill: 'mean' } },
  { method: 'score-cam', parameters: { channels: 8, weighting: 'softmax', fill: 'mean' } },
  defaultRequest('eigen-cam'),
];

test('methods are made of one image for all findings, at the announced cost, and again changes nothing', async () => {
  for (const request of small) {
    const reports: [number, number][] = [];
    const progress = { report: (...told: [number, number]) => void reports.push(told) };
    const made = await answerSaliency(product, { model: SHORTCUT, instance, request }, progress);
    assert.equal(made.maps, request.method === 'eigen-cam' ? 1 : 2, request.method);
    assert.deepEqual(reports.at(-1), [made.forwards, made.forwards]);
    const rows = await product.db.saliencyMap.findMany({ where: { method: request.method } });
    assert.equal(rows.length, made.maps);
    for (const row of rows) assert.ok(bytesFloat32(row.values).every(Number.isFinite));
    const again = await answerSaliency(product, { model: SHORTCUT, instance, request }, progress);
    assert.deepEqual(again, made);
    assert.equal(await product.db.saliencyMap.count({ where: { method: request.method } }), made.maps);
  }
});

test('Shapley and occlusion begin from the logit that was stored', async () => {
  const result = await product.db.findingResult.findFirstOrThrow({
    where: { finding: { name: finding }, prediction: { instanceId: instance } },
  });
  const shapley = await getMethodSaliency(instance, { model: SHORTCUT, finding, method: 'shapley' });
  const groups = shapley.figures?.shapley;
  assert.ok(groups);
  assert.ok(Math.abs(groups.full - result.logit) < 1e-3, `${groups.full} and ${result.logit}`);
  const sum = groups.groups.reduce((total, { contribution }) => total + contribution, 0);
  assert.ok(Math.abs(sum - (groups.full - groups.blank)) < 1e-9);
  const mean = shapley.values.reduce((total, value) => total + value, 0) / shapley.values.length;
  assert.ok(Math.abs(mean + (shapley.bias ?? Number.NaN) - groups.full) < 1e-4);
});

test('a run that is told to stop writes nothing', async () => {
  const request: SaliencyRequest = { method: 'rise', parameters: { masks: 64, grid: 7, seed: 2, fill: 'mean' } };
  const stop = () => {
    throw new Error('stopped');
  };
  await assert.rejects(answerSaliency(product, { model: SHORTCUT, instance, request }, { report: stop }), /stopped/);
  assert.equal(await product.db.saliencyMap.count({ where: { parameters: { equals: request.parameters } } }), 0);
});

test('the list says what is ready, what it costs and what is refused; asking for what is there answers it', async () => {
  const { methods, model } = await listSaliencyMethods(instance);
  assert.equal(model, SHORTCUT);
  const state = Object.fromEntries(methods.map((entry) => [entry.method, entry.state]));
  assert.equal(state.cam, 'ready');
  assert.equal(state.occlusion, 'ready');
  assert.equal(state['attention-rollout'], 'refused');
  const occlusion = methods.find(({ method }) => method === 'occlusion');
  assert.equal(occlusion?.forwards, 50);
  assert.ok((occlusion?.seconds ?? 0) > 0);
  const there = await askSaliency(instance, { model: undefined, finding, request: defaultRequest('occlusion') });
  assert.ok('made' in there && there.made.values.length === 49 && there.made.unit === 'logits');
  const rollout = { model: SHORTCUT, finding, request: defaultRequest('attention-rollout') };
  await assert.rejects(askSaliency(instance, rollout), { code: 'conflict' });
  const fine: SaliencyRequest = { method: 'occlusion', parameters: { grid: 14, patch: 2, fill: 'blurred' } };
  const asked = await askSaliency(instance, { model: SHORTCUT, finding, request: fine });
  assert.ok('making' in asked && asked.making.analysis.status === 'waiting' && asked.making.cost.forwards === 170);
});

test('a method that failed the randomisation check is not offered, also where its maps are there', async () => {
  const { versionId } = await product.db.prediction.findFirstOrThrow();
  await product.db.methodCheck.create({
    data: { versionId, method: 'rise', definitionVersion: '1', grade: 'failed', figures: {}, checkedAt: new Date() },
  });
  const { methods } = await listSaliencyMethods(instance, SHORTCUT);
  const rise = methods.find(({ method }) => method === 'rise');
  assert.equal(rise?.state, 'not-offered');
  assert.match(rise?.reason ?? '', /permuted/);
  await assert.rejects(askSaliency(instance, { model: SHORTCUT, finding, request: defaultRequest('rise') }), {
    code: 'conflict',
  });
});
