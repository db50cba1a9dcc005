import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barrier, openStep, STEPS, sameManifest, stepOf } from './wizardSteps';

const open = (status: Parameters<typeof barrier>[1]['status'], isCurrent = true) =>
  STEPS.filter((step) => barrier(step, { status, isCurrent }) === null);

test('each step opens when what it needs is there', () => {
  assert.deepEqual(open(null), ['files']);
  assert.deepEqual(open('pending'), ['files', 'read']);
  assert.deepEqual(open('refused'), ['files', 'read', 'manifest', 'dry']);
  assert.deepEqual(open('tried'), [...STEPS]);
});

test('nothing is registered that was not tried as it is', () => {
  assert.match(barrier('register', { status: 'tried', isCurrent: false }) ?? '', /changed since/);
});

test('an unknown step is the first', () => assert.equal(stepOf('nowhere'), 'files'));

test('manifests are the same whatever the order of their keys', () => {
  assert.ok(sameManifest({ a: 1, b: { c: [1, 2], d: 2 } }, { b: { d: 2, c: [1, 2] }, a: 1, externalData: [] }));
  assert.ok(!sameManifest({ a: [1, 2] }, { a: [2, 1] }));
});

test('an address that names a step that is not open leads to one that is', () => {
  assert.equal(openStep('register', { status: null, isCurrent: false }), 'files');
  assert.equal(openStep('register', { status: 'refused', isCurrent: true }), 'read');
  assert.equal(openStep('dry', { status: 'pending', isCurrent: false }), 'dry');
  assert.equal(openStep('register', { status: 'pending', isCurrent: true }), 'read');
});
