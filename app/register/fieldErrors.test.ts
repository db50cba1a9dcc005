import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorAt, fieldId, manifestErrors } from './fieldErrors';

test('errors of the manifest lose their root, those of files are not its own', () => {
  const errors = [
    { path: 'manifest.findings.0.baseline', detail: 'too big' },
    { path: 'manifest', detail: 'not JSON' },
    { path: 'data.weights.bin', detail: 'missing' },
  ];
  assert.deepEqual(manifestErrors(errors), [
    { path: 'findings.0.baseline', detail: 'too big' },
    { path: '', detail: 'not JSON' },
  ]);
});

test('a field tells its own errors and those within, not those of a namesake', () => {
  const errors = [
    { path: 'input.size.0', detail: 'too small' },
    { path: 'input.sizes', detail: 'unknown' },
  ];
  assert.equal(errorAt(errors, ['input', 'size']), 'too small');
  assert.equal(errorAt(errors, ['input', 'name']), null);
});

test('an error’s path and a field’s path name the same control', () => {
  assert.equal(fieldId('findings.0.baseline'), fieldId(['findings', 0, 'baseline']));
});
