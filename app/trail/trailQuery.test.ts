import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trailHref, trailViewOf } from './trailQuery';

test('a view survives its address, and what is not valid is left out', () => {
  const href = '/trail?kind=export%3Amade&actor=Ada&from=2026-01-02&cursor=12';
  const params = Object.fromEntries(new URL(href, 'http://x').searchParams);
  assert.equal(trailHref(trailViewOf(params)), href);
  assert.equal(trailHref(trailViewOf({ kind: 'nothing', actor: ' ', to: '2026-13-40', cursor: '-1' })), '/trail');
});
