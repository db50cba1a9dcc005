import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EditKind } from '@/server/edit/edit';
import type { EditEffect } from '@/server/queries/editSummary';
import { editAxis, editRows, outcomeLine } from './editRows';

const mean = (value: number) => ({ value, low: value - 0.1, high: value + 0.1 });

const effect = (kind: EditKind, site: string, change: Partial<EditEffect>): EditEffect => ({
  ...{ site, kind, edited: 60, inside: 60, outside: 0, unjudged: 0, mean: null, net: null, pairs: 0 },
  ...change,
});

const effects = [
  effect('frame-erase', 'A', { mean: mean(-2.3) }),
  effect('marker-erase', 'A', { mean: mean(-0.9), net: mean(-0.95), pairs: 60, outside: 2, edited: 62 }),
  effect('marker-sham', 'A', { mean: mean(0.05) }),
  effect('marker-erase', 'B', { mean: mean(0.2), net: mean(0.2), pairs: 12 }),
];

test('rows are edits by weight, each site with its control subtracted; a control is no row', () => {
  const rows = editRows(effects, 50);
  assert.deepEqual(
    rows.map(({ key, text, word }) => [key, text, word]),
    [
      ['marker-erase A', '−0.95', 'edit −0.90, control +0.05'],
      ['marker-erase B', '+0.20', 'edit +0.20, control none'],
      ['frame-erase A', '−2.30', 'has no control'],
    ],
  );
  assert.equal(rows[0]?.under, 'A; 2 unlike real ones');
});

test('under the least number of pairs a dot is hollow', () => {
  assert.deepEqual(
    editRows(effects, 50).map(({ tone }) => tone),
    ['plain', 'few', 'plain'],
  );
});

test('pictures that look unlike real ones give no figure, and are counted', () => {
  const [row] = editRows([effect('swap-other', 'A', { inside: 0, outside: 5, edited: 5 })], 50);
  assert.equal(row?.value, null);
  assert.deepEqual([row?.missing, row?.under], ['none looks real', 'A; 5 unlike real ones']);
  const [unknown] = editRows([effect('swap-other', 'A', { inside: 0, unjudged: 5, edited: 5 })], 50);
  assert.equal(unknown?.missing, 'likeness not judged');
});

test('the axis is symmetric and reaches as far as the intervals', () => {
  const { from, to } = editAxis(editRows(effects, 50));
  assert.deepEqual([from, to], [-3, 3]);
  assert.deepEqual(editAxis([]).to, 1);
});

test('what could not be edited is counted in words', () => {
  assert.equal(outcomeLine(200, 198, 2), '198 cases of 200 edited; nothing to erase in 2 cases');
  assert.equal(outcomeLine(1, 1, 0), '1 case of 1 edited');
});
