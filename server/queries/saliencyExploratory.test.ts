import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { METHODS } from '@/server/saliency/saliencyMethod';

/** Who may read maps that were made when asked for: the pages and calls of one image, and what judges the methods. */
const READERS = new Set([
  'server/queries/saliencyStored.ts',
  'server/queries/saliencyMethods.ts',
  'server/editing/answerSaliency.ts',
]);

test('exploratory methods are those that are not of a finding', () => {
  for (const { isExploratory, isClassSpecific } of Object.values(METHODS))
    assert.equal(isExploratory, !isClassSpecific);
});

test('no statistic, rollup, evidence or analysis reads a stored map of a method that may be exploratory', () => {
  for (const folder of ['server', 'app']) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = `${entry.parentPath}/${entry.name}`;
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || /\.(test|fixture)\.tsx?$/.test(entry.name)) continue;
      if (path.includes('/generated/') || READERS.has(path)) continue;
      const text = readFileSync(path, 'utf8');
      if (!/saliencyMaps?\b\s*[.:(]|\bsaliency_map\b/.test(text)) continue;
      const tells = /isExploratory|finding_id is not null|findingId: \{ not: null \}/.test(text);
      assert.ok(tells, `${path} reads saliency maps and does not leave out the exploratory ones`);
    }
  }
});
