import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sourceHash } from './sourceHash';
import { testFiles } from './testFiles';

const folder = mkdtempSync(join(tmpdir(), 'hash-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'server/db/generated'), { recursive: true });
writeFileSync(join(folder, 'server/a.ts'), 'one');

const hash = () => sourceHash(folder, ['server', 'package-lock.json']);

test('the hash follows names and contents and not times, tests or generated files', () => {
  const first = hash();
  utimesSync(join(folder, 'server/a.ts'), 1, 1);
  writeFileSync(join(folder, 'server/a.test.ts'), 'x');
  writeFileSync(join(folder, 'server/db/generated/client.ts'), 'x');
  assert.equal(hash(), first);
  writeFileSync(join(folder, 'server/a.ts'), 'two');
  const changed = hash();
  assert.notEqual(changed, first);
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  assert.notEqual(hash(), changed);
});

test('words select test files by a part of their path', () => {
  assert.deepEqual(testFiles(folder, ['server/a']), { node: ['server/a.test.ts'], browser: [] });
  assert.deepEqual(testFiles(folder, ['ingest']), { node: [], browser: [] });
});
