import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previewWords } from './previewWords';

test('a preview tells how many of how many, and how sure that share is', () => {
  const share = { value: 0.037, low: 0.027, high: 0.051 };
  const words = previewWords({ predictions: 1000, flaggedPredictions: 37, share });
  assert.equal(words.replaceAll('\u00a0', ' '), 'Would flag 37 of the last 1,000 predictions, 3.7 % (2.7 to 5.1 %).');
  assert.match(previewWords({ predictions: 0, flaggedPredictions: 0, share: null }), /Nothing to try/);
});
