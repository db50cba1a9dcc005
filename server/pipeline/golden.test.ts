import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { logRatioMap } from '@/server/audit/logRatioMap';
import { decodeMask } from '@/server/image/maskPng';
import { mapSlice } from '@/server/queries/mapSlice';
import { ledgerOf, undilatedOf } from '@/server/queries/storedResult';
import { lungUnet, nih14 } from '@/server/testing/assetModels';
import { skipWithoutAssets } from '@/server/testing/assets';
import {
  camVectors,
  GOLDEN_SHARES,
  GOLDEN_TOLERANCE,
  goldenImage,
  ledgerVectors,
} from '@/server/testing/goldenVectors';
import { openProduct } from '@/server/testing/product';

const near = (actual: number | null | undefined, expected: number | null, what: string): void => {
  if (expected === null) assert.equal(actual ?? null, null, what);
  else
    assert.ok(
      Math.abs((actual ?? Number.NaN) - expected) <= GOLDEN_TOLERANCE,
      `${what}: ${actual}, expected ${expected}`,
    );
};

const product = await openProduct();
const ids = new Map<string, string>();

before(async () => {
  if (skipWithoutAssets) return;
  await product.register(lungUnet());
  await product.register(nih14());
  for (const { image } of camVectors()) {
    const { image: bytes, lungs } = goldenImage(image);
    const masks = [{ zone: 'lungs' as const, bytes: lungs, mask: await decodeMask(lungs) }];
    ids.set(image, await product.send({ image: bytes, masks }));
  }
});
after(() => product.close());

async function results(image: string) {
  return product.db.findingResult.findMany({
    where: { prediction: { instanceId: ids.get(image) ?? '' } },
    include: { finding: true, prediction: { include: { attribution: true } } },
  });
}

test('probabilities, logits, CAMs and log-ratio maps equal the references', { skip: skipWithoutAssets }, async () => {
  for (const vector of camVectors()) {
    const rows = await results(vector.image);
    assert.equal(rows.length, 14);
    for (const row of rows) {
      const what = `${vector.image} ${row.finding.name}`;
      near(row.probability, vector.probs[row.finding.name] ?? Number.NaN, what);
      near(row.logit, vector.logits[row.finding.name] ?? Number.NaN, what);
      const expected = vector.labels[row.finding.name];
      if (expected === undefined) continue;
      const { attribution } = row.prediction;
      assert.ok(attribution !== null && row.bias !== null);
      const cam = mapSlice(attribution, row.finding.channel);
      const ratio = logRatioMap({ ...cam, values: Float32Array.from(cam.values) }, row.bias, row.finding.baseline);
      for (const [i, value] of expected.cam.flat().entries()) near(cam.values[i], value, `${what} cam ${i}`);
      for (const [i, value] of expected.logratio.flat().entries())
        near(ratio.values[i], value, `${what} log-ratio ${i}`);
    }
  }
});

test('outside shares, areas, enrichments and contributions equal the references, dilated and not', {
  skip: skipWithoutAssets,
}, async () => {
  const vectors = ledgerVectors();
  assert.equal(vectors.length, 36);
  for (const vector of vectors) {
    const row = (await results(vector.image)).find((result) => result.finding.name === vector.label);
    assert.ok(row);
    const undilated = undilatedOf(row.undilated);
    for (const key of GOLDEN_SHARES) {
      near(row[key], vector.dilated[key], `${vector.image} ${vector.label} ${key}`);
      near(undilated?.[key], vector.undilated[key], `${vector.image} ${vector.label} undilated ${key}`);
    }
    near(row.bias, vector.bias, 'bias');
  }
});

test('every ledger sums to the logit, and zones that were not delivered are null', {
  skip: skipWithoutAssets,
}, async () => {
  for (const image of ids.keys()) {
    for (const row of await results(image)) {
      const ledger = ledgerOf(row.ledger);
      assert.ok(ledger);
      const sum = Object.values(ledger.zones).reduce((total, zone) => total + (zone?.contribution ?? 0), ledger.bias);
      assert.ok(Math.abs(sum - row.logit) < 1e-3);
      assert.equal(ledger.zones.heart, null);
      assert.notEqual(ledger.zones['lung-left'], null);
    }
  }
});
