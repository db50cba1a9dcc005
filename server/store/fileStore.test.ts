import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openFileStore, sha256Of } from './fileStore';

const folder = await mkdtemp(join(tmpdir(), 'sightline-store-'));
after(() => rm(folder, { recursive: true, force: true }));
const store = openFileStore(folder);

test('bytes are found under their hash, and kept once', async () => {
  const bytes = Buffer.from('a radiograph');
  const first = await store.put(bytes);
  assert.deepEqual(first, { sha256: sha256Of(bytes), created: true });
  assert.deepEqual(await store.put(bytes), { ...first, created: false });
  assert.deepEqual(await store.get(first.sha256), bytes);
});

test('twenty writers of the same bytes leave one whole file and nothing temporary', async () => {
  const bytes = Buffer.alloc(200_000, 7);
  await Promise.all(Array.from({ length: 20 }, () => store.put(bytes)));
  assert.deepEqual(await store.get(sha256Of(bytes)), bytes);
  assert.deepEqual(await readdir(join(folder, 'tmp')), []);
});

test('removed and unknown bytes are a clear error, and a name that is no hash never reaches the disk', async () => {
  const { sha256 } = await store.put(Buffer.from('short-lived'));
  await store.remove(sha256);
  await store.remove(sha256);
  assert.equal(await store.has(sha256), false);
  await assert.rejects(store.get(sha256), /is missing in the store/);
  await assert.rejects(store.get('../../etc/passwd'), RangeError);
});
