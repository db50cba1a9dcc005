import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDicom } from '../parse';
import { readCells } from '../readCells';
import { buildDicom, radiographElements } from './buildDicom';
import { flatJ2k, flatJpegLs, flatLossless, flatRle, streamElements } from './flatStreams';

const [HEIGHT, WIDTH] = [300, 517];

const MADE = [
  { syntax: '1.2.840.10008.1.2.4.90', make: flatJ2k, grey: 128, bytes: 200 },
  { syntax: '1.2.840.10008.1.2.5', make: flatRle, grey: 0, bytes: 2_600 },
  { syntax: '1.2.840.10008.1.2.4.70', make: flatLossless, grey: 128, bytes: 19_500 },
  { syntax: '1.2.840.10008.1.2.4.80', make: flatJpegLs, grey: 0, bytes: 100 },
];

for (const { syntax, make, grey, bytes } of MADE) {
  test(`${make.name}: a few bytes are a whole picture of one grey`, async () => {
    const stream = make(HEIGHT, WIDTH);
    assert.ok(stream.length < bytes, `${stream.length} bytes`);
    const file = buildDicom(radiographElements([0], streamElements(HEIGHT, WIDTH, stream)), { syntax });
    const { data, format } = parseDicom(file);
    const cells = await readCells(data, format);
    assert.equal(cells.length, HEIGHT * WIDTH);
    assert.ok(cells.every((cell) => cell === grey));
  });
}
