import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { type DicomAttributes, type IdentifierKind, readAttributes } from './attributes';
import { parseDicom } from './parse';
import { buildDicom, IMPLICIT, radiographElements, type TestElement } from './testing/buildDicom';

const keyedHash = (text: string, kind: IdentifierKind) =>
  createHmac('sha256', 'test key').update(`${kind}:${text}`).digest('hex').slice(0, 32);

function read(changes: Record<string, string>, without: string[] = [], syntax?: string): DicomAttributes {
  const elements = Object.entries(changes).map(([tag, value]): TestElement => ({ tag, vr: 'LO', value }));
  return readAttributes(
    parseDicom(buildDicom(radiographElements([0], elements, without), { syntax })).dataSet,
    keyedHash,
  );
}

const FULL = {
  '00080022': '20240229',
  '00080032': '143015.250000',
  '00080070': 'Maker',
  '00081040': 'Emergency',
  '00081090': 'Model 7',
  '00100040': 'F',
  '00101010': '045Y',
  '00180015': 'CHEST',
  '00185101': 'ap',
  '00200062': 'U',
  '00080201': '+0130',
};

/** Everything that names a person, a place or a day of birth; none of it may leave. */
const PRIVATE = {
  '00080050': 'ACC-778812',
  '00080080': 'St. Elsewhere Hospital',
  '00080081': '12 Elm Street',
  '00080090': 'Referring^Doctor',
  '00081010': 'STATION-9',
  '00081030': 'Chest of Mrs Doe',
  '0008103e': 'PA standing Doe',
  '00081050': 'Performing^Doctor',
  '00081070': 'Operator^Olga',
  '00100010': 'Doe^Jane^Quincy',
  '00100020': 'MRN-445566',
  '00100030': '19520317',
  '00101040': 'Somewhere 5',
  '00102154': '+41 79 555 01 99',
  '00104000': 'patient comment',
  '0020000d': '1.2.826.0.1.3680043.9.1111.222',
  '0020000e': '1.2.826.0.1.3680043.9.1111.333',
  '00204000': 'image comment',
  '00181000': 'SERIAL-31337',
};

test('the allow-list is read, identifiers only as keyed hashes', () => {
  for (const syntax of [undefined, IMPLICIT]) {
    assert.deepEqual(read({ ...FULL, ...PRIVATE }, [], syntax), {
      modality: 'CR',
      viewPosition: 'AP',
      bodyPartExamined: 'CHEST',
      patientSex: 'F',
      patientAge: 45,
      acquiredAt: '2024-02-29T13:00:15.250Z',
      scanner: 'Maker Model 7',
      department: 'Emergency',
      burnedInAnnotation: null,
      studyKey: keyedHash(PRIVATE['0020000d'], 'study'),
      seriesKey: keyedHash(PRIVATE['0020000e'], 'series'),
      patientKey: keyedHash('MRN-445566', 'patient'),
    });
  }
});

test('no private value appears in the attributes, not even in part', () => {
  const text = JSON.stringify(Object.values(read({ ...FULL, ...PRIVATE }))).toLowerCase();
  const parts = Object.values(PRIVATE).flatMap((value) => [value, ...value.split(/[\s^]+/)]);
  for (const part of parts.filter((value) => value.length > 3 && value !== 'Chest')) {
    assert.equal(text.includes(part.toLowerCase()), false, part);
  }
});

test('an empty header gives nulls', () => {
  const attributes = read({}, ['00080060']);
  assert.deepEqual(
    Object.values(attributes).filter((value) => value !== null),
    [],
  );
});

test('ages come in days, weeks, months and years, and are completed years up to 130', () => {
  const age = (value: string) => read({ '00101010': value }).patientAge;
  assert.deepEqual(
    ['364D', '400D', '104W', '106W', '023M', '024M', '099Y', '130Y'].map(age),
    [0, 1, 1, 2, 1, 2, 99, 130],
  );
  assert.deepEqual(['131Y', '999Y', '45', '-05Y', '4 5Y', '', 'Y'].map(age), [
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('a sex other than M, F, O and a code that is not one are dropped', () => {
  assert.equal(read({ '00100040': 'female' }).patientSex, null);
  assert.equal(read({ '00185101': 'Doe^Jane' }).viewPosition, null);
  assert.equal(read({ '00180015': 'A LONGER TEXT THAN ANY CODE' }).bodyPartExamined, null);
});

test('labels are stripped of control characters and cut to 64 characters', () => {
  assert.equal(read({ '00081040': ' a\u0000\u001b[31m\tb\r\nc ' }).department, 'a [31m b c');
  assert.equal(read({ '00081040': 'x'.repeat(100) }).department?.length, 64);
  assert.equal(read({ '00080070': 'ACME', '00081090': 'Acme X1' }).scanner, 'Acme X1');
  assert.equal(read({ '00081090': 'X1' }).scanner, 'X1');
});

test('UTF-8 is read as such when the file says so', () => {
  assert.equal(read({ '00080005': 'ISO_IR 192', '00081040': 'Röntgen' }).department, 'Röntgen');
  assert.equal(read({ '00080005': 'ISO_IR 192', '00100020': 'é-1' }).patientKey, keyedHash('é-1', 'patient'));
});

test('acquisition comes before content before study, and an impossible date is passed over', () => {
  const dates = { '00080020': '20200101', '00080030': '01', '00080023': '20200202', '00080033': '0203' };
  assert.equal(read(dates).acquiredAt, '2020-02-02T02:03:00.000Z');
  assert.equal(read({ ...dates, '00080022': '20230230' }).acquiredAt, '2020-02-02T02:03:00.000Z');
  assert.equal(read({ '00080020': '20200101' }).acquiredAt, '2020-01-01T00:00:00.000Z');
});

test('burned-in annotation is known only when the file says YES or NO', () => {
  const of = (value: string) => read({ '00280301': value }).burnedInAnnotation;
  assert.deepEqual(['YES', 'no', '', 'DOE JANE'].map(of), [true, false, null, null]);
});
