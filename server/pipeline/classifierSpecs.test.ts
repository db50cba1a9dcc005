import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { adoptDb } from '@/server/db/client';
import { registerPhantomModels, SHORTCUT } from '@/server/testing/phantomCases';
import { openProduct } from '@/server/testing/product';
import { changeState } from '@/server/versions/changeState';
import { openClassifierSpecs } from './classifierSpecs';
import { maskSourceOf } from './compute/prepareZones';

const product = await openProduct();
adoptDb(product.db);
const { db } = product;
after(() => product.close());

test('a segmenter that was stopped or retired is not handed out, and is again when it is resumed', async () => {
  await registerPhantomModels(product);
  const specs = openClassifierSpecs(db);
  const version = await db.modelVersion.findFirstOrThrow({ where: { kind: 'classifier' } });
  const segmenter = await db.modelVersion.findFirstOrThrow({ where: { kind: 'segmenter' } });
  const source = async () => {
    const spec = await specs(version.id);
    assert.ok(spec);
    assert.equal(spec.name, SHORTCUT);
    return maskSourceOf({ shipped: () => Promise.resolve(null) }, spec, null);
  };
  const change = (action: 'stop' | 'resume' | 'retire' | 'live' | 'shadow', expected: 'live' | 'stopped' | 'retired') =>
    changeState(segmenter.modelId, { version: '1', action, reason: 'a test', expected }, 'key test', new Date());
  assert.equal(await source(), 'phantom-segmenter@1');
  await change('stop', 'live');
  assert.equal(await source(), 'prior');
  assert.equal((await change('resume', 'stopped')).state, 'live');
  assert.equal(await source(), 'phantom-segmenter@1');
  await assert.rejects(change('shadow', 'live'), { code: 'conflict' });
  await change('retire', 'live');
  assert.equal(await source(), 'prior');
  assert.equal((await change('live', 'retired')).state, 'live');
});
