import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { AppError } from '@/server/problem/appError';
import type { Cells } from './codec/cells';
import { parseDicom } from './parse';
import { displayPixels } from './pixels';
import { readCells } from './readCells';
import { scrubDicom } from './scrub';

const folder = join(import.meta.dirname, 'testing/files');

/** How these were made: testing/README.md. */
const expected = z
  .array(
    z.object({
      file: z.string(),
      sha256: z.string().optional(),
      shown: z.array(z.number()).optional(),
      refused: z.string().optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));

const read = (file: string) => readFileSync(join(folder, file));
const hashOf = ({ buffer, byteOffset, byteLength }: Cells) =>
  createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');

async function cellsOf(bytes: Buffer): Promise<Cells> {
  const { data, format } = parseDicom(bytes);
  return readCells(data, format);
}

test('every file of the folder is expected to give something', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.dcm'));
  assert.deepEqual(names.sort(), expected.map(({ file }) => file).sort());
  assert.ok(names.length > 40);
});

for (const { file, sha256, shown, refused } of expected) {
  if (sha256 !== undefined) {
    test(`${file} has the cells that another decoder finds`, async () => {
      assert.equal(hashOf(await cellsOf(read(file))), sha256);
    });
  }
  if (shown !== undefined) {
    test(`${file} is shown as another reader shows it`, async () => {
      const { data, format, grey } = parseDicom(read(file));
      const pixels = displayPixels(await readCells(data, format), format, grey);
      for (const [index, value] of shown.entries()) assert.ok(Math.abs((pixels[index] ?? Number.NaN) - value) < 1e-4);
    });
  }
  if (refused !== undefined) {
    test(`${file} is refused with ${refused}`, () => {
      const isExpected = (error: unknown) => error instanceof AppError && error.code === refused;
      assert.throws(() => parseDicom(read(file)), isExpected);
    });
    continue;
  }
  test(`${file} scrubbed keeps its cells and nothing of its maker or patient`, async () => {
    const bytes = read(file);
    const clean = scrubDicom(bytes);
    assert.deepEqual([...(await cellsOf(clean))], [...(await cellsOf(bytes))]);
    assert.deepEqual(parseDicom(clean).grey, parseDicom(bytes).grey);
    assert.deepEqual(scrubDicom(clean), clean);
    assert.doesNotMatch(clean.toString('latin1'), /Doe\^Jane|MRN-0815|OpenJPEG|DCMTK|PYDICOM|<patient>/);
  });
}

test('any cut of a compressed file is refused by its header or when it is decoded, and so is any garbling', async () => {
  let seed = 11;
  const random = (limit: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  for (const { file } of expected.filter(({ refused }) => refused === undefined)) {
    const bytes = read(file);
    const cut = bytes.subarray(0, random(bytes.length - 1));
    await assert.rejects(async () => cellsOf(cut), AppError, file);
    const garbled = Buffer.from(bytes);
    for (let count = 0; count < 5; count += 1) garbled[random(garbled.length)] = random(256);
    try {
      await cellsOf(garbled);
      scrubDicom(garbled);
    } catch (error) {
      assert.ok(error instanceof AppError, `${file}: ${error}`);
      assert.doesNotMatch(error.message, /Doe|0815/);
    }
  }
});
