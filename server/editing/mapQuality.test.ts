import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answerMapFaults } from '@/server/analysis/answerMapFaults';
import { readRandomised } from '@/server/analysis/readRandomised';
import { openSnapshot } from '@/server/analysis/snapshot';
import { mapQualityCsv } from '@/server/api/mapQualityCsv';
import { mapQualityResponse } from '@/server/api/mapQualitySchema';
import { adoptDb } from '@/server/db/client';
import { getMapQuality } from '@/server/queries/mapQuality';
import { offeredMethods } from '@/server/queries/offeredMethods';
import { defaultRequest } from '@/server/saliency/saliencyParameters';
import { registerPhantomModels, SHORTCUT, sendPhantoms } from '@/server/testing/phantomCases';
import { openProduct } from '@/server/testing/product';
import { answerMapCheck } from './answerMapCheck';
import { answerRandomisedMaps } from './answerRandomisedMaps';
import { answerRepeatability } from './answerRepeatability';

const IMAGES = 24;

const product = await openProduct();
adoptDb(product.db);
const size = { images: IMAGES, curveImages: 4, seeds: [1, 2] };
const cam = { request: defaultRequest('cam'), size, repeated: 4 };
const occlusion = { request: defaultRequest('occlusion'), size: { ...size, images: 4, curveImages: 2 }, repeated: 2 };
const rollout = { request: defaultRequest('attention-rollout'), size, repeated: 4 };
const silent = { report: () => undefined, signal: new AbortController().signal, stop: () => undefined };
let versionId = '';

before(async () => {
  await registerPhantomModels(product);
  await sendPhantoms(product, IMAGES);
  versionId = (await product.db.modelVersion.findFirstOrThrow({ where: { kind: 'classifier' } })).id;
});
after(() => product.close());

test('what was not checked has no grade; the check grades what has maps and keeps the grades', async () => {
  assert.deepEqual(await offeredMethods(versionId), new Map());
  const { methods, left } = await answerMapCheck(product, { model: SHORTCUT }, silent, [cam, occlusion, rollout]);
  assert.deepEqual(
    methods.map(({ method, grade }) => [method, grade]),
    [
      ['cam', 'passed'],
      ['occlusion', 'undecided'],
    ],
    JSON.stringify(methods.map(({ figures }) => figures)),
  );
  assert.equal(methods[1]?.figures.reason, 'few-images');
  assert.deepEqual(
    left.map(({ method }) => method),
    ['attention-rollout'],
  );
  const offered = await offeredMethods(versionId);
  assert.deepEqual([...offered.keys()], ['cam', 'log-ratio', 'occlusion']);
  assert.equal(offered.get('log-ratio')?.grade, 'passed');
  await product.db.methodCheck.updateMany({ where: { method: 'cam' }, data: { definitionVersion: '0' } });
  assert.equal((await offeredMethods(versionId)).get('cam'), undefined, 'a grade of another definition does not count');
  await product.db.methodCheck.updateMany({ where: { method: 'cam' }, data: { definitionVersion: '1' } });
});

test('the check and the question of the unlearned network have one null', async () => {
  const asked = await answerRandomisedMaps(product, { model: SHORTCUT }, silent);
  const checked = await readRandomised(product.db, SHORTCUT);
  assert.deepEqual([checked?.images, checked?.seeds], [asked.images, asked.seeds]);
  for (const [index, { outsideShare }] of asked.findings.entries()) {
    const other = checked?.findings[index]?.outsideShare?.value ?? Number.NaN;
    assert.ok(Math.abs((outsideShare?.value ?? 0) - other) < 1e-6, `${outsideShare?.value} and ${other}`);
  }
});

test('maps hold still under a little noise, and the figures are told with their intervals', async () => {
  const { methods, left } = await answerRepeatability(product, { model: SHORTCUT }, silent, [cam, rollout]);
  assert.equal(left.length, 1);
  const [changes = []] = methods.map((method) => method.changes);
  assert.deepEqual(
    changes.map(({ change, n }) => [change, n]),
    [
      ['noise-1', 4],
      ['noise-2', 4],
      ['shift-1', 4],
      ['shift-2', 4],
    ],
  );
  const [weak, strong] = changes.map(({ likeness }) => likeness?.value ?? 0);
  assert.ok((weak ?? 0) > 0.8 && (strong ?? 1) <= (weak ?? 0), `${weak} and ${strong}`);
});

test('unusable maps are counted and shown, and the answer fits its description', async () => {
  const { db, url } = product;
  const broken = await db.attribution.findMany({ where: { prediction: { versionId } }, take: 2 });
  for (const { predictionId, maps } of broken) {
    await db.attribution.update({ where: { predictionId }, data: { maps: new Uint8Array(maps.length) } });
  }
  const snapshot = await openSnapshot(url);
  const answer = await answerMapFaults(db, snapshot, { model: SHORTCUT }, silent);
  await snapshot.close();
  assert.deepEqual([answer.predictions, answer.of], [IMAGES, IMAGES]);
  for (const { maps, faults, examples } of answer.findings) {
    assert.deepEqual([maps, faults.blank, faults['not-finite'], faults.flat], [IMAGES, 2, 0, 0]);
    assert.equal(examples.blank?.length, 2);
  }
  assert.equal(answer.months.reduce((sum, { faulty }) => sum + faulty, 0) >= 2 * answer.findings.length, true);
  const quality = mapQualityResponse.parse(await getMapQuality(SHORTCUT));
  assert.deepEqual(
    quality.methods.filter(({ figures }) => figures !== null).map(({ method, state }) => [method, state]),
    [
      ['cam', 'passed'],
      ['occlusion', 'undecided'],
    ],
  );
  assert.equal(quality.rates.rows.find(({ reason }) => reason === 'no_saliency')?.share?.n, IMAGES);
  assert.match(mapQualityCsv(quality), /check,cam,grade/);
});
