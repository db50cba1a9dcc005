import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paired } from './comparison.fixture';
import { comparisonCsv } from './comparisonCsv';
import { differenceAxis, differenceRows, differenceWord, pText } from './differenceRows';

const result = {
  instances: 400,
  adjustment: 'holm' as const,
  findings: [
    paired('Mass', null),
    paired('Edema', [-0.03, -0.05, -0.01], 0.004),
    paired('Hernia', [0.02, -0.01, 0.05], 0.4),
  ],
};

test('a difference is one only after adjusting for the number of findings', () => {
  assert.deepEqual(result.findings.map(differenceWord), [null, 'worse', 'no clear difference']);
  assert.equal(differenceWord(paired('Mass', [0.1, 0.05, 0.15], 0.01)), 'better');
});

test('findings stand by their difference, those without labels last', () => {
  const rows = differenceRows('net@2', result);
  assert.deepEqual(
    rows.map(({ key, text }) => [key, text]),
    [
      ['Hernia', '+.020'],
      ['Edema', '−.030'],
      ['Mass', null],
    ],
  );
  assert.equal(rows[2]?.missing, 'too few labels');
  const axis = differenceAxis(rows);
  assert.deepEqual([axis.from, axis.to, axis.ticks.map(({ text }) => text)], [-0.05, 0.05, ['−.05', '0', '+.05']]);
});

test('p is never printed as 0 or 1', () => {
  assert.deepEqual([0.00001, 0.0321, 0.4, 0.999].map(pText), ['p <.001', 'p .032', 'p .40', 'p >.99']);
});

test('the CSV has a row per finding and leaves out what there is not', () => {
  const [head = '', mass = '', edema = ''] = comparisonCsv({ model: 'net@2', other: 'net@1' }, result).split('\r\n');
  assert.equal(head.split(',').length, mass.split(',').length);
  assert.match(edema, /^net@2,net@1,Edema,400,40,360,0\.8,0\.83\d*,-0\.03,-0\.05,-0\.01,/);
  assert.ok(mass.includes(',400,40,360,,,,,,,,'));
});
