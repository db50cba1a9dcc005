import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overWords } from './overWords';

const over = (by: string, stratum: string) => overWords({ by, stratum, share: 0.98, otherwise: 0.34, q: 0.001 });

test('what is over-represented is said with its variable where its name alone says nothing', () => {
  assert.equal(over('site', 'A'), '98\u00a0% site A, otherwise 34\u00a0%');
  assert.equal(over('viewPosition', 'AP'), '98\u00a0% AP, otherwise 34\u00a0%');
  assert.equal(over('portable', 'true'), '98\u00a0% portable, otherwise 34\u00a0%');
  assert.equal(over('truth', '1'), '98\u00a0% with the finding, otherwise 34\u00a0%');
});
