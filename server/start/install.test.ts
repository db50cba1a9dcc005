import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isInstallStale } from './install.mjs';

const folder = mkdtempSync(join(tmpdir(), 'install-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'node_modules'));

const wanted = {
  '': {},
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b': { version: '2.0.0', optional: true },
};

function isStale(present: object | null): boolean {
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  const file = join(folder, 'node_modules/.package-lock.json');
  rmSync(file, { force: true });
  if (present) writeFileSync(file, JSON.stringify({ packages: present }));
  return isInstallStale(folder);
}

test('packages are installed when there are none, when one is missing and when a version differs', () => {
  assert.equal(isStale(null), true);
  assert.equal(isStale({ 'node_modules/b': { version: '2.0.0' } }), true);
  assert.equal(isStale({ 'node_modules/a': { version: '1.0.1' } }), true);
  assert.equal(isStale({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.9.0' } }), true);
});

test('nothing is installed when all is there; packages for other systems may be missing', () => {
  assert.equal(isStale({ 'node_modules/a': { version: '1.0.0' } }), false);
});
