import assert from 'node:assert/strict';
import { test } from 'node:test';
import { referenceOf } from './chexlocalize';

test('findings have the reference of their name, or of what comes nearest', () => {
  assert.equal(referenceOf('Cardiomegaly')?.iou, 0.275);
  assert.equal(referenceOf('Pleural_Effusion')?.name, 'pleural effusion');
  assert.equal(referenceOf('Pneumonia')?.name, 'airspace opacity');
  assert.equal(referenceOf('Nodule')?.name, 'lung lesion');
  assert.equal(referenceOf('Hernia'), null);
  assert.equal(referenceOf('constructor'), null);
});
