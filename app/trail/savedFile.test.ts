import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { savedFile } from './savedFile';

test('a file in a link is told with its rows and its bytes as they are saved, and other links are not files', () => {
  const text = 'site,share\r\n"Zürich, 100 %",1\r\nB,2\r\n';
  const file = savedFile('a.csv', csvDataUrl(text));
  assert.equal(file?.name, 'a.csv');
  assert.equal(file?.rows, 2);
  assert.equal(new TextDecoder().decode(file?.bytes), text);
  assert.equal(savedFile('', csvDataUrl('a\r\n'))?.name, 'figures.csv');
  assert.equal(savedFile('x.csv', 'http://x/api/v1/jobs.csv'), null);
});
