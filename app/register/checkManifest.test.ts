import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASSIFIER_TEMPLATE, checkManifest, SEGMENTER_TEMPLATE } from './checkManifest';

test('both templates are valid as they stand', () => {
  assert.ok(checkManifest(CLASSIFIER_TEMPLATE).ok);
  assert.ok(checkManifest(SEGMENTER_TEMPLATE).ok);
});

test('a wrong field is named by its path', () => {
  const check = checkManifest(CLASSIFIER_TEMPLATE.replace('0.018', '1.8'));
  assert.ok(!check.ok);
  assert.deepEqual(
    check.errors.map((error) => error.path),
    ['findings.0.baseline'],
  );
});

test('text that is no JSON is one error of the document', () => {
  const check = checkManifest('{ "name": ');
  assert.ok(!check.ok);
  assert.match(check.errors[0]?.detail ?? '', /^not JSON: /);
});
