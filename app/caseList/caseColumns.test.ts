import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsText, DEFAULT_COLUMNS, parseColumns, toggled } from './caseColumns';

test('the usual columns need no word in the URL', () => {
  assert.deepEqual(parseColumns(undefined), DEFAULT_COLUMNS);
  assert.equal(columnsText(DEFAULT_COLUMNS), undefined);
});

test('chosen columns stand in the order of the table, whatever the order in the URL', () => {
  assert.deepEqual(parseColumns('logit,taken,nonsense'), ['taken', 'logit']);
});

test('a column that is shown and hidden again leaves the table as it was', () => {
  const more = toggled(DEFAULT_COLUMNS, 'logit');
  assert.ok(more.includes('logit'));
  assert.deepEqual(parseColumns(columnsText(more)), more);
  assert.deepEqual(toggled(more, 'logit'), DEFAULT_COLUMNS);
});

test('hiding every column survives the URL', () => {
  assert.deepEqual(parseColumns(columnsText([])), []);
});
