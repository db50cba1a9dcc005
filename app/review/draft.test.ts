import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, EMPTY_DRAFT, keyed, LONGEST_NOTE, missing, UNAIDED_ANSWERS, VERDICTS } from './draft';

const after = (keys: string, options: readonly string[] = VERDICTS) =>
  [...keys].reduce((draft, key) => keyed(draft, key, options) ?? draft, EMPTY_DRAFT);

test('q, w and e choose, whichever options there are', () => {
  assert.deepEqual(
    [...'qwe'].map((key) => after(key).choice),
    [...VERDICTS],
  );
  assert.deepEqual(
    [...'qwe'].map((key) => after(key, UNAIDED_ANSWERS).choice),
    [...UNAIDED_ANSWERS],
  );
});

test('a wrong reason needs its zone; other verdicts take none', () => {
  assert.match(missing(after('e')) ?? '', /zone/);
  assert.equal(missing(after('e2')), null);
  assert.deepEqual(bodyOf(after('e2')), { verdict: 'wrong-reason', zone: 'frame' });
  assert.deepEqual(bodyOf(after('e2q')), { verdict: 'agree' });
  assert.equal(keyed(after('q'), '1', VERDICTS), null);
});

test('nothing is saved without an answer, and no note that is too long', () => {
  assert.match(missing(EMPTY_DRAFT) ?? '', /answer/);
  assert.match(missing({ ...after('q'), note: 'x'.repeat(LONGEST_NOTE + 1) }) ?? '', /longer/);
  assert.deepEqual(bodyOf({ ...after('w'), note: '  seen  ' }), { verdict: 'disagree', note: 'seen' });
});

test('a zone of a wrong reason can be changed, and other keys do nothing', () => {
  assert.equal(after('e12').zone, 'frame');
  assert.equal(keyed(after('e'), '9', VERDICTS), null);
  assert.equal(keyed(EMPTY_DRAFT, 'x', VERDICTS), null);
});
