import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anatomicalPrior } from './anatomicalPrior';
import { bodyBox } from './bodyBox';
import { boxMask } from './drawMask.fixture';
import { emptyMask } from './emptyMask';
import { lungValidity } from './lungValidity';
import { maskArea } from './maskArea';
import { maskIssues } from './maskQuality';
import { maskFlag } from './maskSource';

const NO_BORDER = { top: 0, right: 0, bottom: 0, left: 0 };
const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };

test('the average lungs are plausible, the right one on the left of the image, the heart between them', () => {
  const masks = anatomicalPrior(WHOLE, 200, 160);
  const { 'lung-left': left, 'lung-right': right, heart } = masks;
  assert.ok(left && right && heart);
  assert.equal(lungValidity(left, right), null);
  assert.deepEqual(maskIssues(masks), []);
  assert.ok(Math.abs(maskArea(heart) / (200 * 160) - 0.09) < 0.01);
});

test('the prior follows the body box', () => {
  const masks = anatomicalPrior({ left: 0.5, top: 0, right: 1, bottom: 0.5 }, 100, 100);
  for (const mask of Object.values(masks)) {
    const outside = mask.data.filter((value, i) => value === 1 && (i % 100 < 50 || i >= 5000));
    assert.equal(outside.length, 0);
  }
});

test('the body box leaves out air and collimation, and falls back to the image', () => {
  const air = boxMask(100, 100, [0, 0, 30, 100]);
  assert.deepEqual(bodyBox(air, NO_BORDER), { left: 0.3, top: 0, right: 1, bottom: 1 });
  assert.deepEqual(bodyBox(emptyMask(100, 100), { ...NO_BORDER, top: 10, right: 20 }), {
    ...{ left: 0, top: 0.1, right: 0.8, bottom: 1 },
  });
  assert.deepEqual(bodyBox(boxMask(100, 100, [0, 0, 90, 100]), NO_BORDER), WHOLE);
});

test('sources that a reader has to know of are flagged', () => {
  assert.deepEqual(
    ['prior', 'boxes', 'anatomy-segmenter@1', 'lung_unet@1', 'upload', 'dicom-seg', 'none'].map(maskFlag),
    ['prior', 'coarse', 'phantom-trained', null, null, null, null],
  );
});
