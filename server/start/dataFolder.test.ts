import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { prepareDataFolder, writeProblem } from './dataFolder';

const folder = mkdtempSync(join(tmpdir(), 'data-'));
after(() => rmSync(folder, { recursive: true }));

test('a folder that can be used is made', () => {
  prepareDataFolder(join(folder, 'deep/data'), 1);
  prepareDataFolder(join(folder, 'deep/data'), 1);
});

test('too little room is one line with the numbers', () => {
  assert.throws(() => prepareDataFolder(folder, 1e18), /^StartError: the disk is nearly full: \d+ MB free at [^\n]+$/);
});

test('a file in the place of the folder is one line', () => {
  writeFileSync(join(folder, 'file'), '');
  assert.throws(() => prepareDataFolder(join(folder, 'file')), /^StartError: the data folder is not a folder: [^\n]+$/);
  assert.throws(() => prepareDataFolder(join(folder, 'file/below')), /^StartError: the data folder is not a folder/);
});

test('a folder that cannot be made is one line', { skip: process.platform !== 'linux' && 'needs /proc' }, () => {
  assert.throws(() => prepareDataFolder('/proc/none/data'), /^StartError: the data folder cannot be made: [^\n]+$/);
});

test('a disk that fills up later is one line too', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  assert.match(writeProblem(full, '/data')?.message ?? '', /^the disk is full at \/data: free some space[^\n]+$/);
  assert.equal(writeProblem(new Error('else'), '/data'), null);
});
