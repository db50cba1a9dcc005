import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, fixed, plural, signed } from './number';

test('negative numbers carry a true minus', () => {
  assert.equal(fixed(-4.188, 3), '−4.188');
  assert.equal(signed(-0.018, 3), '−0.018');
});

test('a change has a sign, a zero has none', () => {
  assert.equal(signed(0.204, 3), '+0.204');
  assert.equal(signed(0, 3), '0.000');
  assert.equal(signed(-0.0001, 3), '0.000');
  assert.equal(signed(0.0001, 3), '0.000');
});

test('counts have thousands commas and agree with their noun', () => {
  assert.equal(count(22303), '22,303');
  assert.equal(plural(1, 'case'), '1 case');
  assert.equal(plural(260, 'case'), '260 cases');
});
