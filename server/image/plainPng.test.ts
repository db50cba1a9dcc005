import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { decodePlainPng, readPlainPng } from './plainPng';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

/** A grey PNG from rows as they stand in the file, each after its filter; the pixels in several chunks. */
function pngOf(width: number, height: number, bitDepth: number, rows: Uint8Array, more: Buffer[] = []): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, bitDepth, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const data = deflateSync(rows);
  const half = data.length >> 1;
  const chunks = [chunk('IDAT', data.subarray(0, half)), chunk('IDAT', data.subarray(half))];
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), ...more, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

/** Any bytes are rows of a PNG as long as the filters are from 0 to 4. */
const pictures = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom<8 | 16>(8, 16))
  .chain(([width, height, bitDepth]) =>
    fc.uint8Array({ minLength: 200, maxLength: 200 }).chain((noise) =>
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: height, maxLength: height }).map((filters) => {
        const stride = 1 + (width * bitDepth) / 8;
        const rows = Uint8Array.from({ length: height * stride }, (_, i) => noise[(i * 7) % 200] ?? 0);
        for (const [y, filter] of filters.entries()) rows[y * stride] = filter;
        return { width, height, bitDepth, rows };
      }),
    ),
  );

test('every filter is undone as the general decoder does it, in 8 and 16 bits', async () => {
  await fc.assert(
    fc.asyncProperty(pictures, async ({ width, height, bitDepth, rows }) => {
      const png = pngOf(width, height, bitDepth, rows);
      const plain = readPlainPng(png);
      assert.ok(plain !== null);
      const raw = await sharp(png)
        .toColourspace(bitDepth === 8 ? 'b-w' : 'grey16')
        .raw({ depth: bitDepth === 8 ? 'uchar' : 'ushort' })
        .toBuffer();
      const expected = Float32Array.from({ length: width * height }, (_, i) =>
        bitDepth === 8 ? (raw[i] ?? 0) : raw.readUInt16LE(2 * i) / 257,
      );
      assert.deepEqual(await decodePlainPng(plain), expected);
    }),
    { numRuns: 60 },
  );
});

const ROWS = Uint8Array.from({ length: 4 * 5 }, (_, i) => (i % 5 === 0 ? 0 : i));

test('whatever is unusual is left to the general decoder', () => {
  const png = pngOf(4, 4, 8, ROWS);
  assert.ok(readPlainPng(png));
  assert.equal(readPlainPng(pngOf(4, 4, 4, ROWS)), null);
  assert.equal(readPlainPng(pngOf(4, 4, 8, ROWS, [chunk('tRNS', Buffer.from([0, 3]))])), null);
  assert.equal(readPlainPng(png.subarray(0, -1)), null);
  const interlaced = Buffer.from(png);
  interlaced[28] = 1;
  assert.equal(readPlainPng(interlaced), null);
  const flipped = Buffer.from(png);
  flipped[45] = (flipped[45] ?? 0) ^ 1;
  assert.equal(readPlainPng(flipped), null);
});

test('too few rows, too many rows and unknown filters are left to the general decoder', async () => {
  const decoded = async (rows: Uint8Array) => {
    const plain = readPlainPng(pngOf(4, 4, 8, rows));
    return plain && decodePlainPng(plain);
  };
  assert.equal((await decoded(ROWS))?.length, 16);
  assert.equal(await decoded(ROWS.subarray(5)), null);
  assert.equal(await decoded(Uint8Array.from([...ROWS, ...ROWS])), null);
  assert.equal(await decoded(ROWS.map((value, i) => (i === 5 ? 5 : value))), null);
});
