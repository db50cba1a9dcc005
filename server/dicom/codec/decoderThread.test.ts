import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseDicom } from '../parse';
import { readCells } from '../readCells';
import { DecoderThread } from './decoderThread';

const file = (name: string) => readFileSync(join(import.meta.dirname, '../testing/files', name));

function streamOf(name: string): Buffer {
  const { data } = parseDicom(file(name));
  assert.ok(data.coding !== 'native');
  return data.stream;
}

for (const [coding, name, precision] of [
  // Encoded with all the bits that are allocated, as that encoder does.
  ['jpeg-ls', 'jpeg-ls-80-12.dcm', 16],
  ['jpeg-2000', 'jpeg-2000-90-12.dcm', 12],
] as const) {
  test(`a ${coding} thread answers again after damage, and says null to it`, async () => {
    const thread = new DecoderThread(coding);
    const stream = streamOf(name);
    const sound = await thread.ask(stream, 60_000);
    assert.deepEqual(sound?.frame, { height: 48, width: 64, components: 1, precision });
    assert.equal(await thread.ask(stream.subarray(0, stream.length / 2), 60_000), null);
    assert.equal(await thread.ask(Buffer.from('not a codestream'), 60_000), null);
    assert.deepEqual((await thread.ask(stream, 60_000))?.bytes, sound?.bytes);
  });
}

test('what takes too long is ended, and the next one gets a thread of its own', async () => {
  const thread = new DecoderThread('jpeg-2000');
  const stream = streamOf('jpeg-2000-90-12.dcm');
  assert.equal(await thread.ask(stream, 0), null);
  assert.equal((await thread.ask(stream, 60_000))?.frame.width, 64);
});

test('frames that are asked for at once all come, in turn', async () => {
  const names = ['jpeg-2000-90-12.dcm', 'jpeg-ls-80-14.dcm', 'jpeg-2000-90-8-fragments.dcm'];
  const parsed = [...names, ...names].map((name) => parseDicom(file(name)));
  const cells = await Promise.all(parsed.map(({ data, format }) => readCells(data, format)));
  assert.deepEqual(
    cells.map(({ length }) => length),
    Array(6).fill(64 * 48),
  );
  assert.deepEqual(cells.slice(0, 3), cells.slice(3));
});
