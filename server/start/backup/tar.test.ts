import assert from 'node:assert/strict';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { TAR_END, tarHeader, tarPadding } from '@/server/trail/tarHeader';
import { inKeyOrder } from './readSchema';
import { tarBytes, tarEntries } from './tar';

const folder = await mkdtemp(join(tmpdir(), 'tar-'));
after(() => rm(folder, { recursive: true }));
const path = join(folder, 'file.tar');

const tarOf = (files: [string, Buffer][]) =>
  Buffer.concat([
    ...files.flatMap(([name, bytes]) => [tarHeader(name, bytes.length), bytes, tarPadding(bytes.length)]),
    TAR_END,
  ]);

async function read(bytes: Buffer): Promise<[string, Buffer][]> {
  await writeFile(path, bytes);
  const file = await open(path);
  try {
    const found: [string, Buffer][] = [];
    for await (const entry of tarEntries(file)) {
      const pieces: Buffer[] = [];
      for await (const piece of tarBytes(file, entry)) pieces.push(piece);
      found.push([entry.name, Buffer.concat(pieces)]);
    }
    return found;
  } finally {
    await file.close();
  }
}

test('what is written is read, at any size', async () => {
  const files = fc.array(
    fc.tuple(fc.stringMatching(/^[a-z][a-z0-9/._-]{0,60}$/), fc.uint8Array({ maxLength: 1_500 })),
    {
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      const whole = given.map(([name, bytes]): [string, Buffer] => [name, Buffer.from(bytes)]);
      assert.deepEqual(await read(tarOf(whole)), whole);
    }),
    { numRuns: 40 },
  );
});

test('a file that is cut off anywhere, or is something else, is one line', async () => {
  const whole = tarOf([['header.json', Buffer.alloc(700, 1)]]);
  for (const length of [0, 100, 512, 900, 1_212, 1_400, 1_536])
    await assert.rejects(read(whole.subarray(0, length)), /^StartError: the file is cut off/, String(length));
  await assert.rejects(read(Buffer.alloc(2_000, 65)), /^StartError: the file is no backup/);
  assert.throws(() => tarHeader('x'.repeat(101), 1), RangeError);
});

test('tables come after those that they point at', () => {
  const keys = [
    { from: 'instance', to: 'series' },
    { from: 'series', to: 'study' },
  ];
  const names = ['instance', 'series', 'study', 'truth'].map((name) => ({ name }));
  assert.deepEqual(
    inKeyOrder(names, keys).map(({ name }) => name),
    ['study', 'truth', 'series', 'instance'],
  );
  assert.throws(() => inKeyOrder(names, [...keys, { from: 'study', to: 'instance' }]), /foreign keys in a circle/);
});
