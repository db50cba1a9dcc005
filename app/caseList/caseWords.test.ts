import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterWords, placeWords, shortId, sortNote, statusReasonWords, statusWord } from './caseWords';

test('a place is told with what is known', () => {
  const known = { site: 'A', viewPosition: 'AP', portable: true, patientSex: 'F', patientAge: 39 };
  assert.equal(placeWords(known), 'A · AP · portable · F, 39');
  assert.equal(placeWords({ ...known, viewPosition: null, portable: null, patientSex: null, patientAge: null }), 'A');
});

test('ages over 89 are not told', () => {
  assert.match(
    placeWords({ site: 'A', viewPosition: null, portable: false, patientSex: null, patientAge: 93 }),
    / · 90\+$/,
  );
});

test('why a case was not read is told in words, never by a code', () => {
  const words = (status: 'failed' | 'done' | 'not-scored', statusReason: string | null) =>
    statusReasonWords({ status, statusReason });
  assert.equal(words('done', null), null);
  assert.equal(words('not-scored', 'not_chest'), 'Not a chest image');
  assert.equal(words('failed', 'unreadable-image'), 'The image cannot be decoded');
  assert.equal(words('done', 'a@1 too-slow, b@2 made-up'), 'a@1: it took too long; b@2: the program failed');
});

test('states are words, ids are short', () => {
  assert.equal(statusWord('not-scored'), 'Not scored');
  assert.equal(shortId('0193c0de-aaaa-bbbb'), '0193c0de');
});

test('a sort by a result says of which finding while none is chosen', () => {
  assert.equal(sortNote({}, 'received'), null);
  assert.equal(sortNote({ finding: 'Edema' }, 'outside'), null);
  assert.match(sortNote({ site: 'A' }, 'outside') ?? '', /^by each case’s leading finding/);
  assert.match(sortNote({}, 'probability') ?? '', /^by each case’s leading finding/);
});

test('a printed list names its filters', () => {
  assert.equal(filterWords({ site: 'A', viewPosition: 'AP' }), 'site A; view position AP');
});
