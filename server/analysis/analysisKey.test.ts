import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { analysisKey, canonicalJson } from './analysisKey';

test('the order of fields and fields that are undefined do not matter, anything else does', () => {
  const filter = { model: 'a@1', finding: 'Edema' };
  const key = analysisKey({ kind: 'cohort', parameters: { filter, by: 'site' } });
  const turned = { by: 'site' as const, filter: { site: undefined, finding: 'Edema', model: 'a@1' } };
  assert.equal(analysisKey({ kind: 'cohort', parameters: turned }), key);
  assert.notEqual(analysisKey({ kind: 'cohort', parameters: { filter, by: null } }), key);
  assert.match(key, /^[0-9a-f]{64}$/);
});

test('canonical JSON is JSON of the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 100 },
  );
});
