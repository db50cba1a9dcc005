import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeVersionProblem } from './nodeVersion.mjs';

const RANGE = '>=20.19 <21 || >=22.12';

test('versions in the range pass', () => {
  for (const version of ['v20.19.0', 'v20.20.2', 'v22.12.0', 'v24.1.0', '22.13.1']) {
    assert.equal(nodeVersionProblem(version, RANGE), null, version);
  }
});

test('any other version gets one line that says what to install', () => {
  for (const version of ['v12.0.0', 'v18.20.4', 'v20.18.9', 'v21.7.3', 'v22.11.0']) {
    assert.match(
      nodeVersionProblem(version, RANGE) ?? '',
      /^Node v[\d.]+ cannot run this: install Node 20\.19[^\n]+$/,
      version,
    );
  }
});
