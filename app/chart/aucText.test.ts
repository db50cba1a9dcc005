import assert from 'node:assert/strict';
import { test } from 'node:test';
import { siteEffect } from '@/app/siteEffect/effect.fixture';
import { aucEnds, aucNumber, aucPlusMinus, effectLine, gapEnds } from './aucText';

test('AUCs have two decimals without a leading zero and never reach 0 or 1', () => {
  assert.deepEqual([0.931, 0.5, 0.9999, 1, 0.001, 0, 0.996, 0.995].map(aucNumber), [
    ...['.93', '.50', '>.99', '>.99', '<.01', '<.01', '>.99', '.99'],
  ]);
});

test('an interval is two ends in text and half a width in tables', () => {
  assert.deepEqual([aucEnds(0.962, 0.991), aucEnds(0.98, 1), aucEnds(null, 1)], ['.96–.99', '.98 to >.99', null]);
  assert.deepEqual(
    [
      aucPlusMinus({ low: 0.9, high: 0.96 }),
      aucPlusMinus({ low: 0.999, high: 1 }),
      aucPlusMinus({ low: null, high: 1 }),
    ],
    ['±.03', '±<.01', null],
  );
});

test('a pair is told in one line with its interval, gap and counts', () => {
  const effect = siteEffect('follows', 0.978, 0.96, 0.99);
  assert.equal(effectLine(effect), 'A against B: AUC .98 (.96–.99), gap +4.10 logits, n 120 and 150');
  assert.equal(gapEnds(effect), '+3.80 to +4.40');
  assert.match(effectLine(siteEffect('few', null)), /not told, n 120 and 150$/);
});
