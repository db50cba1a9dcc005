import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CLASSIFIER_TEMPLATE, SEGMENTER_TEMPLATE } from './checkManifest';
import { draftText, listAt, parseDraft, valueAt, withValue } from './manifestDraft';

test('a template is laid out as it is written', () => {
  for (const text of [CLASSIFIER_TEMPLATE, SEGMENTER_TEMPLATE]) assert.equal(draftText(parseDraft(text) ?? {}), text);
});

test('a field is changed where it is, and made where it is not', () => {
  const draft = { findings: [{ name: 'Edema' }, { name: 'Mass', baseline: 0.1 }] };
  const changed = withValue(draft, ['findings', 1, 'baseline'], 0.2);
  assert.equal(valueAt(changed, ['findings', 1, 'baseline']), 0.2);
  assert.equal(valueAt(draft, ['findings', 1, 'baseline']), 0.1);
  assert.deepEqual(withValue({}, ['input', 'size', 1], 320), { input: { size: [null, 320] } });
});

test('undefined takes a key out, and an entry out of its list', () => {
  assert.deepEqual(withValue({ a: { b: 1, c: 2 } }, ['a', 'b'], undefined), { a: { c: 2 } });
  assert.deepEqual(listAt(withValue({ a: [1, 2, 3] }, ['a', 1], undefined), ['a']), [1, 3]);
});

test('what is no object is no draft', () => {
  for (const text of ['', '[1]', '7', 'null', '{ "name": ']) assert.equal(parseDraft(text), null);
});

test('a draft survives its text, whatever it holds', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (draft) => {
      const sent: unknown = JSON.parse(JSON.stringify(draft));
      assert.deepEqual(parseDraft(draftText(draft)), sent);
    }),
  );
});
