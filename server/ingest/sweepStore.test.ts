import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openDb } from '@/server/db/client';
import { openFileStore } from '@/server/store/fileStore';
import { testDatabase } from '@/server/testing/database';
import { sweepStore } from './sweepStore';

const db = openDb(await testDatabase());
const folder = await mkdtemp(join(tmpdir(), 'sightline-sweep-'));
after(async () => {
  await db.$disconnect();
  await rm(folder, { recursive: true, force: true });
});
const store = openFileStore(folder);
const HOUR = 3_600_000;

/** Keeps bytes as if that had been two hours ago. */
async function keepOld(text: string): Promise<string> {
  const { sha256 } = await store.put(Buffer.from(text));
  const path = join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  await utimes(path, new Date(Date.now() - 2 * HOUR), new Date(Date.now() - 2 * HOUR));
  return sha256;
}

test('what a killed upload left is removed; what rows need, and what is new, stays', async () => {
  const [orphan, needed] = [await keepOld('orphan'), await keepOld('needed')];
  const { sha256: fresh } = await store.put(Buffer.from('on its way'));
  await db.registration.create({
    data: { id: '00000000-0000-4000-8000-000000000001', sha256: needed, manifest: {}, status: 'pending' },
  });
  await mkdir(join(folder, 'tmp'), { recursive: true });
  await writeFile(join(folder, 'tmp/half'), 'x');
  await utimes(join(folder, 'tmp/half'), new Date(0), new Date(0));
  await writeFile(join(folder, 'tmp/writing'), 'x');
  assert.deepEqual(await sweepStore({ db, store }, Date.now() - HOUR), { files: 1, halfWritten: 1 });
  const there = await Promise.all([orphan, needed, fresh].map(store.has));
  assert.deepEqual(there, [false, true, true]);
  assert.deepEqual(await readdir(join(folder, 'tmp')), ['writing']);
  assert.deepEqual(await sweepStore({ db, store }, Date.now() - HOUR), { files: 0, halfWritten: 0 });
});
