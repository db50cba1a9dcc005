import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { lockDataFolder, lockHolder } from './lock';
import { processBirth } from './processes';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
after(() => rmSync(folder, { recursive: true }));

test('a second holder is refused in one line that names the first', () => {
  const unlock = lockDataFolder(folder, 'http://127.0.0.1:3000');
  assert.throws(
    () => lockDataFolder(folder, 'http://127.0.0.1:3001'),
    new RegExp(`^StartError: already running in ${folder} \\(process ${process.pid}, http://127.0.0.1:3000\\)[^\\n]+$`),
  );
  assert.equal(lockHolder(folder)?.address, 'http://127.0.0.1:3000');
  unlock();
  assert.equal(existsSync(join(folder, 'lock')), false);
  lockDataFolder(folder, 'again')();
});

test('what a killed process left is taken over, also when its id belongs to another process now', () => {
  const left = [
    { pid: 2 ** 22 - 7, birth: '1', address: '' },
    { pid: process.ppid, birth: `${processBirth(process.ppid)}0`, address: '' },
  ];
  for (const holder of left) {
    writeFileSync(join(folder, 'lock'), JSON.stringify(holder));
    assert.equal(lockHolder(folder), null);
    lockDataFolder(folder, '')();
  }
  writeFileSync(join(folder, 'lock'), '{"pid":');
  lockDataFolder(folder, '')();
});
