import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxMask } from './drawMask.fixture';
import { emptyMask } from './emptyMask';
import { keepLungs } from './keepLungs';
import { lungValidity } from './lungValidity';
import { maskArea } from './maskArea';
import { splitLungs } from './splitLungs';

test("the patient's right lung is on the left of the image", () => {
  const { left, right } = splitLungs(boxMask(20, 40, [4, 4, 8, 12], [26, 4, 8, 12]));
  assert.deepEqual(right, boxMask(20, 40, [4, 4, 8, 12]));
  assert.deepEqual(left, boxMask(20, 40, [26, 4, 8, 12]));
});

test('the lungs of a patient off the centre are told apart by each other, not by the midline', () => {
  const { left, right } = splitLungs(boxMask(20, 40, [2, 4, 7, 12], [11, 4, 7, 12]));
  assert.deepEqual(right, boxMask(20, 40, [2, 4, 7, 12]));
  assert.deepEqual(left, boxMask(20, 40, [11, 4, 7, 12]));
});

test('joined lungs are cut at the column of least area', () => {
  const joined = boxMask(20, 40, [4, 4, 13, 12], [17, 9, 4, 1], [21, 4, 14, 12]);
  const { left, right } = splitLungs(joined);
  assert.ok(left && right);
  assert.equal(maskArea(left) + maskArea(right), maskArea(joined));
  assert.ok(maskArea(right) >= 13 * 12 && maskArea(left) >= 14 * 12);
});

test('one lung alone, even in two pieces above each other, is the lung of its side', () => {
  const pieces = boxMask(20, 40, [26, 2, 8, 6], [27, 11, 8, 6]);
  assert.deepEqual(splitLungs(pieces), { left: pieces, right: null });
  const one = boxMask(20, 40, [4, 4, 8, 12]);
  assert.deepEqual(splitLungs(one), { left: null, right: one });
  assert.deepEqual(splitLungs(emptyMask(4, 4)), { left: null, right: null });
});

test('a third piece joins the nearer lung', () => {
  const { right } = splitLungs(boxMask(20, 40, [4, 4, 8, 8], [5, 14, 3, 3], [26, 4, 8, 12]));
  assert.deepEqual(right, boxMask(20, 40, [4, 4, 8, 8], [5, 14, 3, 3]));
});

test('cleaning keeps the two largest pieces without debris and without holes, and changes nothing twice', () => {
  const raw = boxMask(40, 40, [4, 4, 10, 20], [24, 4, 10, 18], [4, 32, 6, 6], [38, 38, 1, 1]);
  raw.data[10 * 40 + 8] = 0;
  const clean = keepLungs(raw);
  assert.deepEqual(clean, boxMask(40, 40, [4, 4, 10, 20], [24, 4, 10, 18]));
  assert.deepEqual(keepLungs(clean), clean);
  assert.equal(maskArea(keepLungs(boxMask(40, 40, [38, 38, 1, 1]))), 0);
});

test('plausible lungs are valid, implausible ones say why', () => {
  const lung = (x: number, width: number, height: number) => boxMask(20, 40, [x, 2, width, height]);
  assert.equal(lungValidity(lung(26, 8, 12), lung(4, 8, 12)), null);
  const detail = (left = emptyMask(20, 40), right = emptyMask(20, 40)) => lungValidity(left, right)?.detail;
  assert.equal(detail(), 'both lungs missing');
  assert.equal(detail(lung(26, 8, 12)), 'right lung missing');
  assert.equal(detail(undefined, lung(4, 8, 12)), 'left lung missing');
  assert.equal(detail(lung(26, 4, 4), lung(4, 4, 4)), 'lung area: 0.040 of the image, not in 0.12–0.6');
  assert.equal(detail(lung(20, 20, 16), lung(0, 20, 16)), 'lung area: 0.800 of the image, not in 0.12–0.6');
  assert.equal(detail(lung(26, 3, 12), lung(4, 9, 12)), 'left to right lung area: 0.33, not in 0.4–2.5');
  assert.throws(() => lungValidity(emptyMask(2, 2), emptyMask(2, 3)), /mask size/);
});
