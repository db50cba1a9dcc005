import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANCHORS, STEPS } from './steps';

test('five steps point at five things, each once', () => {
  assert.deepEqual(
    STEPS.map(({ anchor }) => anchor),
    [...ANCHORS],
  );
  assert.equal(STEPS.length, 5);
});

test('a step says at most three short sentences', () => {
  for (const { plain, claim } of STEPS) {
    for (const { title, says } of [plain, ...(claim === undefined ? [] : [claim])]) {
      const sentences = says.split(/(?<=[.?])\s+(?=[A-Z“0p])/);
      assert.ok(sentences.length <= 3, `${title}: ${sentences.length}`);
      assert.ok(says.split(' ').length <= 50, `${title}: ${says.split(' ').length} words`);
    }
  }
});

test('what names a model or compares the two is a claim', () => {
  for (const { plain } of STEPS) assert.doesNotMatch(`${plain.title} ${plain.says}`, /phantom-|both|neither/i);
});
