import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sniffDicom } from './sniffDicom';
import { buildDicom, IMPLICIT, radiographElements } from './testing/buildDicom';

test('DICOM is recognised with and without preamble and header', () => {
  const elements = radiographElements([0]);
  assert.equal(sniffDicom(buildDicom(elements)), 'preamble');
  assert.equal(sniffDicom(buildDicom(elements, { start: 'header' })), 'header');
  assert.equal(sniffDicom(buildDicom(elements, { start: 'bare' })), 'explicit');
  assert.equal(sniffDicom(buildDicom(elements, { start: 'bare', syntax: IMPLICIT })), 'implicit');
});

test('other bytes are not DICOM', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(200), Buffer.from('\x08\0 then some text'), Buffer.from('DICM')]) {
    assert.equal(sniffDicom(bytes), null);
  }
});
