import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AppError } from '@/server/problem/appError';
import { layoutOf, lineOfRecord } from './lineOfRecord';
import { mapping } from './mapping';
import { openTable } from './openTable';
import { proposeMapping } from './proposeMapping';

const folder = mkdtempSync(join(tmpdir(), 'sightline-table-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function rowsOf(name: string, bytes: string | Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const rows = [];
  for await (const row of (await openTable(path)).rows()) rows.push(row);
  return rows;
}

test('CSV is read with quotes, byte-order mark and zipped; a short row is a fault of its own', async () => {
  const text = '\ufeffimage,note\n"a ""1""","two\nlines"\nb\nc,3\n';
  for (const [name, bytes] of [
    ['a.csv', text],
    ['a.csv.gz', gzipSync(text)],
  ] as const) {
    const rows = await rowsOf(name, bytes);
    assert.deepEqual(
      rows.map(({ line, fault }) => [line, fault !== undefined]),
      [
        [3, false],
        [4, true],
        [5, false],
      ],
    );
    assert.deepEqual({ ...rows[0]?.record }, { image: 'a "1"', note: 'two\nlines' });
  }
});

// Written by pyarrow 26.0.1 with zstd: image, patient int64, prob_Edema double, label_Edema int8 with a null, date date32.
const PARQUET =
  'UEFSMRUEFRQVJkwVBBUAEgAAKLUv/SAKUQAAAQAAAGEBAAAAYhUAFRIVJCwVBBUQFQYVBhwAAAAotS/9IAlJAAACAAAABAEBAwIVBBUgFTJMFQQVABIAACi1L/0gEIEAAAEAAAAAAAAAAgAAAAAAAAAVABUSFSQsFQQVEBUGFQYcAAAAKLUv/SAJSQAAAgAAAAQBAQMCFQQVIBUyTBUEFQASAAAotS/9IBCBAAAAAAAAAADQPwAAAAAAAOA/FQAVEhUkLBUEFRAVBhUGHAAAACi1L/0gCUkAAAIAAAAEAQEDAhUEFQgVGkwVAhUAEgAAKLUv/SAEIQAAAQAAABUAFRIVJCwVBBUQFQYVBhwAAAAotS/9IAlJAAACAAAAAwEBAgAVBBUQFSJMFQQVABIAACi1L/0gCEEAABZRAAAXUQAAFQAVEhUkLBUEFRAVBhUGHAAAACi1L/0gCUkAAAIAAAAEAQEDAhUEGWw1ABgGc2NoZW1hFQoAFQwlAhgFaW1hZ2UlAEwcAAAAFQQlAhgHcGF0aWVudAAVCiUCGApwcm9iX0VkZW1hABUCJQIYC2xhYmVsX0VkZW1hJR5MrBMIEQAAABUCJQIYBGRhdGUlDExsAAAAFgQZHBlcJgAcFQwZNQAGEBkYBWltYWdlFQwWBBZoFowBJkomCCksFQQVABUCABUAFRAVAgA8FgQZBhkmAAQAAAAmABwVBBk1AAYQGRgHcGF0aWVudBUMFgQWdBaYASbiASaUASksFQQVABUCABUAFRAVAgA8KQYZJgAEAAAAJgAcFQoZNQAGEBkYCnByb2JfRWRlbWEVDBYEFnQWmAEm+gImrAIpLBUEFQAVAgAVABUQFQIAPCkGGSYABAAAACYAHBUCGTUABhAZGAtsYWJlbF9FZGVtYRUMFgQWXBaAASb6AybEAyksFQQVABUCABUAFRAVAgA8KQYZJgICAAAAJgAcFQIZNQAGEBkYBGRhdGUVDBYEFmQWiAEmggUmxAQpLBUEFQAVAgAVABUQFQIAPCkGGSYABAAAABaQBBYEJggWxAUAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRlcHAAAHAAAHAAAHAAAHAAAAOYBAABQQVIx';

test('Parquet comes with its own types, and its columns are found by name', async () => {
  const rows = await rowsOf('t.parquet', Buffer.from(PARQUET, 'base64'));
  const header = Object.keys(rows[0]?.record ?? {});
  const proposal = proposeMapping(header);
  assert.deepEqual(proposal, {
    columns: { externalId: 'image', patientId: 'patient', acquiredAt: 'date' },
    probability: 'prob_{finding}',
    truth: 'label_{finding}',
  });
  const layout = layoutOf(mapping.parse({ ...proposal, model: 'm@1', site: 'NIH' }), header);
  assert.deepEqual(
    rows.map(({ record }) => lineOfRecord(layout, record)),
    [
      { externalId: 'a', patientId: '1', day: '01', probability: 0.25, truths: { Edema: 1 } },
      { externalId: 'b', patientId: '2', day: '02', probability: 0.5, truths: {} },
    ].map(({ externalId, patientId, day, probability, truths }) => ({
      modelVersion: 'm@1',
      instance: { site: 'NIH', externalId, patientId, acquiredAt: `2026-11-${day}T00:00:00.000Z` },
      findings: { Edema: { probability } },
      truths,
      truthSource: 'unspecified',
    })),
  );
});

test('a broken file is told by the line it breaks in, and by nothing that stands in it', async () => {
  const zipped = gzipSync(`image,score\n${'secret,0.5\n'.repeat(50_000)}`);
  for (const [name, bytes, words] of [
    ['open.csv', 'image,score\n"secret,1\n', /^line 2: a quote is not closed/],
    ['within.csv', 'image,score\nsecret"x,1\n', /^line 2: a quote opens within a cell/],
    ['half.csv.gz', zipped.subarray(0, zipped.byteLength / 2), /no whole gzip file/],
    ['none.csv.gz', 'image,score\nsecret,1\n', /no whole gzip file/],
    ['twice.csv', 'image,score,score\nsecret,1,2\n', /two columns of the file are named score/],
  ] as const) {
    await assert.rejects(rowsOf(name, bytes), (error) => {
      assert.ok(error instanceof AppError);
      assert.match(error.message, words);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  }
});
