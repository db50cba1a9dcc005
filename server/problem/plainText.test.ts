import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant, instantOrDate } from './instant';
import { plainText } from './plainText';

test('text with control or invisible characters is refused, other scripts are not', () => {
  for (const bad of ['a\u0000b', 'a\nb', 'a\u202eb', '\u200b', '', ' '.repeat(3), 'x'.repeat(9)]) {
    assert.equal(plainText(8).safeParse(bad).success, false, JSON.stringify(bad));
  }
  for (const good of ['Zürich', '東京', 'a b', '  cut  '])
    assert.equal(plainText(8).safeParse(good).success, true, good);
});

test('times that a database or a calendar cannot hold are refused', () => {
  for (const bad of [
    '9999-12-31T23:59:59-23:59',
    '0000-01-01T00:00:00Z',
    '1894-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    'now',
  ]) {
    assert.equal(instant.safeParse(bad).success, false, bad);
  }
  assert.equal(instant.safeParse('2026-11-22T14:32:08+01:00').success, true);
  assert.equal(instantOrDate.safeParse('2026-11-22').success, true);
  assert.equal(instantOrDate.safeParse('0000-01-01').success, false);
});
