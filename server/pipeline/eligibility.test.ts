import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyNotScored } from './eligibility';

const frontal = { viewPosition: 'PA', bodyPart: 'CHEST', versions: 1 };

test('frontal chest images are scored, also when nothing is known of them', () => {
  assert.equal(whyNotScored(frontal), null);
  assert.equal(whyNotScored({ viewPosition: null, bodyPart: null, versions: 1 }), null);
});

test('lateral and other images, and any without a model, are counted with their reason', () => {
  assert.equal(whyNotScored({ ...frontal, viewPosition: 'LL' }), 'lateral');
  assert.equal(whyNotScored({ ...frontal, bodyPart: 'KNEE' }), 'not_chest');
  assert.equal(whyNotScored({ ...frontal, versions: 0 }), 'no_model');
});
