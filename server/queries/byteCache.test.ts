import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ByteCache } from './byteCache';

const bytes = (length: number) => new Uint8Array(length);
const kept = (cache: ByteCache, ...keys: string[]) => keys.filter((key) => cache.get(key) !== undefined);

test('what was used longest ago goes first', () => {
  const cache = new ByteCache(10);
  cache.set('a', bytes(4));
  cache.set('b', bytes(4));
  cache.get('a');
  cache.set('c', bytes(4));
  assert.deepEqual(kept(cache, 'a', 'b', 'c'), ['a', 'c']);
});

test('what would take more than half is not kept, and replaces nothing', () => {
  const cache = new ByteCache(10);
  cache.set('a', bytes(5));
  cache.set('huge', bytes(6));
  assert.deepEqual(kept(cache, 'a', 'huge'), ['a']);
});

test('setting a key anew does not count it twice', () => {
  const cache = new ByteCache(10);
  for (let i = 0; i < 5; i += 1) cache.set('a', bytes(5));
  cache.set('b', bytes(5));
  assert.deepEqual(kept(cache, 'a', 'b'), ['a', 'b']);
});
