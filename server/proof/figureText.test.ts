import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvTable } from './csvTable';
import { figureText } from './figureText';
import { atLeast, smallerThan, within } from './limit';

test('figures are printed without a zero before the point, effects with their sign', () => {
  const printed = [
    figureText(0.9834, 'auc'),
    figureText(-0.9, 'sd'),
    figureText(1.2345, 'sd'),
    figureText(-0.0001, 'auc'),
    figureText(1, 'yes'),
    figureText(null, 'auc'),
    figureText(5.7e-7, 'difference'),
    figureText(97.117, 'percentile'),
  ];
  assert.deepEqual(printed, ['.983', '−.90', '+1.23', '.000', 'yes', '–', '5.7e−7', '97.1']);
});

test('limits hold at their ends', () => {
  assert.ok(atLeast(0.85).margin(0.85) >= 0 && atLeast(0.85).margin(0.849) < 0);
  assert.ok(within(0.4, 0.6).margin(0.4) >= 0 && within(0.4, 0.6).margin(0.61) < 0);
  assert.ok(smallerThan(0.2).margin(-0.2) >= 0 && smallerThan(0.2).margin(-0.21) < 0);
  assert.deepEqual([atLeast(-0.5).text, within(0.4, 0.6).text], ['≥ −.5', '.4 to .6']);
});

test('quoted fields of a table keep their commas', () => {
  assert.deepEqual(csvTable('a,b,c\n1,"x, ""y""",\n,2,3'), [
    { a: '1', b: 'x, "y"', c: '' },
    { a: '', b: '2', c: '3' },
  ]);
});
