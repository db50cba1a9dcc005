import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metadataJson, NO_METADATA } from './metadataForm';

test('what is not known is left out', () => {
  assert.equal(metadataJson(NO_METADATA), null);
  assert.equal(
    metadataJson({ ...NO_METADATA, site: ' A ', portable: 'false', patientAge: '39' }),
    '{"site":"A","portable":false,"patientAge":39}',
  );
});
