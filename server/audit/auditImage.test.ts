import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anatomyCoverage } from './anatomyCoverage';
import { auditImage } from './auditImage';
import { boxMask } from './drawMask.fixture';
import { emptyMask } from './emptyMask';
import type { AnatomyZone } from './zone';

const right = boxMask(28, 28, [4, 6, 8, 16]);
const left = boxMask(28, 28, [16, 6, 8, 16]);
const heart = boxMask(28, 28, [10, 14, 8, 8]);
const lungs = { 'lung-left': left, 'lung-right': right };

const near = (actual: number | undefined, expected: number) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-12, `${actual}, expected ${expected}`);

const finding = (name: string, values: number[], ...anatomy: AnatomyZone[]) => {
  const map = {
    height: 7,
    width: 7,
    values: Float32Array.from({ length: 49 }, (_, i) => values[i % values.length] ?? 0),
  };
  const bias = -2;
  return { name, map, bias, logit: map.values.reduce((sum, v) => sum + v, 0) / 49 + bias, anatomy };
};

test('each finding is read against its own anatomy, in order', () => {
  const audits = auditImage({ height: 28, width: 28, masks: { ...lungs, heart } }, [
    finding('Pneumonia', [1, -1, 2], 'lungs'),
    finding('Cardiomegaly', [1, -1, 2], 'heart'),
    finding('Edema', [3], 'lungs'),
  ]);
  assert.deepEqual(
    audits.map(({ name }) => name),
    ['Pneumonia', 'Cardiomegaly', 'Edema'],
  );
  const [pneumonia, cardiomegaly, edema] = audits;
  near(pneumonia?.undilated?.areaOutside, 1 - 256 / 784);
  near(cardiomegaly?.undilated?.areaOutside, 1 - 64 / 784);
  assert.ok((pneumonia?.dilated?.areaOutside ?? 1) < 1 - 256 / 784);
  near(edema?.dilated?.enrichment ?? undefined, 0);
});

test('anatomy is taken before zone priority, the ledger after it', () => {
  const [audit] = auditImage({ height: 28, width: 28, masks: { ...lungs, heart } }, [finding('Hernia', [1], 'heart')]);
  near(audit?.undilated?.areaOutside, 1 - 64 / 784);
  near(audit?.ledger.zones.heart.area, 32 / 784);
});

test('missing and implausible masks leave shares null with the reason and keep the ledger', () => {
  const reasonOf = (masks: Parameters<typeof auditImage>[0]['masks'], anatomy: AnatomyZone) => {
    const [audit] = auditImage({ height: 28, width: 28, masks }, [finding('Mass', [1, -1], anatomy)]);
    assert.ok(audit?.undefinedReason === null || (audit?.dilated === null && audit.undilated === null));
    assert.equal(audit?.ledger.bias, -2);
    return audit?.undefinedReason;
  };
  assert.equal(reasonOf(lungs, 'lungs'), null);
  assert.equal(reasonOf({ 'lung-left': left }, 'lungs'), 'mask_missing');
  assert.equal(reasonOf(lungs, 'heart'), 'mask_missing');
  assert.equal(reasonOf({ 'lung-left': left, 'lung-right': emptyMask(28, 28) }, 'lungs'), 'mask_invalid');
  assert.equal(reasonOf({ ...lungs, 'lung-right': boxMask(28, 28, [4, 6, 3, 16]) }, 'lungs'), 'mask_invalid');
  assert.equal(reasonOf({ heart: emptyMask(28, 28) }, 'heart'), 'mask_invalid');
  assert.equal(reasonOf({ ...lungs, 'lung-right': emptyMask(28, 28), heart }, 'heart'), 'mask_invalid');
});

test('a map without positive evidence keeps its area and its negative share', () => {
  const [audit] = auditImage({ height: 28, width: 28, masks: lungs }, [finding('Nodule', [-1], 'lungs')]);
  assert.equal(audit?.undefinedReason, 'no_positive_evidence');
  assert.equal(audit?.dilated?.outsideShare, null);
  assert.ok((audit?.dilated?.negativeOutsideShare ?? 0) > 0);
});

test('lungs means both, named once or twice, and an anatomy names something', () => {
  const both = anatomyCoverage(lungs, ['lungs'], 7, 7);
  assert.deepEqual(anatomyCoverage(lungs, ['lung-right', 'lungs', 'lung-left'], 7, 7), both);
  assert.throws(() => anatomyCoverage(lungs, [], 7, 7), /anatomy: none/);
});
