import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ZoneMasks } from './anatomyCoverage';
import { auditImage } from './auditImage';
import { boxMask } from './drawMask.fixture';
import { emptyMask } from './emptyMask';
import { MASK_ISSUES, maskIssues } from './maskQuality';
import { ZONES } from './zone';

const box = (...at: [number, number, number, number][]) => boxMask(100, 100, ...at);
const right = box([15, 20, 25, 50]);
const left = box([60, 20, 25, 50]);
const heart = box([42, 45, 26, 25]);
const whole: ZoneMasks = { 'lung-left': left, 'lung-right': right, heart };

test('plausible masks have no issue, and zones that are not there are not judged', () => {
  assert.deepEqual(maskIssues(whole), []);
  assert.deepEqual(maskIssues({}), []);
  assert.deepEqual(maskIssues({ 'lung-left': left }), []);
  assert.deepEqual(maskIssues({ heart }), []);
  assert.deepEqual(maskIssues({ ...whole, heart: emptyMask(100, 100) }), []);
});

test('each fault has its code', () => {
  const issuesOf = (masks: ZoneMasks) => maskIssues({ ...whole, ...masks });
  assert.deepEqual(issuesOf({ 'lung-left': emptyMask(100, 100) }), ['lung_missing']);
  assert.deepEqual(issuesOf({ 'lung-right': box([15, 20, 10, 30]) }), ['lung_ratio']);
  assert.deepEqual(issuesOf({ 'lung-left': right, 'lung-right': left }), ['lungs_swapped']);
  assert.deepEqual(issuesOf({ 'lung-right': box([15, 60, 25, 40]), 'lung-left': box([60, 5, 25, 40]) }), [
    'lung_position',
  ]);
  assert.deepEqual(issuesOf({ 'lung-left': box([60, 20, 25, 20], [60, 50, 25, 20]) }), ['lung_pieces']);
  assert.deepEqual(issuesOf({ heart: box([25, 35, 60, 60]) }), ['heart_area']);
  assert.deepEqual(issuesOf({ heart: box([80, 45, 18, 20]) }), ['heart_position']);
  assert.deepEqual(issuesOf({ heart: box([42, 45, 10, 20], [58, 45, 10, 20]) }), ['heart_pieces']);
  assert.deepEqual(issuesOf({ background: box([0, 0, 50, 100]) }), ['outside_body']);
});

test('a mirrored picture is told from its masks', () => {
  const mirrored = { 'lung-left': box([15, 20, 25, 50]), 'lung-right': box([60, 20, 25, 50]), heart };
  assert.deepEqual(maskIssues(mirrored), ['lungs_swapped']);
});

test('an issue leaves every share of the image undefined, and a missing mask stays missing', () => {
  const map = { height: 7, width: 7, values: new Float32Array(49).fill(1) };
  const masks = { ...whole, heart: box([80, 45, 18, 20]) };
  const findings = (['lungs', 'heart', 'abdomen'] as const).map((zone) => {
    return { name: zone, map, bias: 0, logit: 1, anatomy: [zone] };
  });
  const reasons = auditImage({ height: 100, width: 100, masks }, findings).map((audit) => audit.undefinedReason);
  assert.deepEqual(reasons, ['mask_invalid', 'mask_invalid', 'mask_missing']);
});

test('whatever the masks, issues are known codes, each once, in order', () => {
  const mask = fc.uint8Array({ minLength: 64, maxLength: 64, max: 1 }).map((data) => ({ height: 8, width: 8, data }));
  const masks = fc.dictionary(fc.constantFrom(...ZONES), mask);
  fc.assert(
    fc.property(masks, (drawn) => {
      const found = maskIssues(drawn);
      assert.deepEqual(
        found,
        MASK_ISSUES.filter((issue) => found.includes(issue)),
      );
    }),
  );
});
