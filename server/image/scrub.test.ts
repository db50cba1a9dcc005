import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { buildDicom, EXPLICIT, IMPLICIT, radiographElements, sixteenBits } from '@/server/dicom/testing/buildDicom';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { decodeImage } from './decode';
import { scrubImage } from './scrub';

const SECRETS = ['DOE^JANE', 'MRN-0815', '19530102', 'General Hospital', 'private words', 'Jane Doe'];

async function scrubbed(bytes: Buffer): Promise<Buffer> {
  const clean = await scrubImage(bytes);
  assert.deepEqual(await decodeImage(clean), await decodeImage(bytes), 'the same picture');
  assert.deepEqual(await scrubImage(clean), clean, 'nothing more to take away');
  for (const secret of SECRETS) assert.equal(clean.includes(secret), false, secret);
  return clean;
}

for (const syntax of [EXPLICIT, IMPLICIT]) {
  test(`a DICOM file keeps its picture and loses its patient (${syntax})`, async () => {
    const elements = radiographElements(
      [100, 900, 2000],
      [
        ...sixteenBits(12),
        { tag: '00100010', vr: 'PN', value: 'DOE^JANE' },
        { tag: '00100020', vr: 'LO', value: 'MRN-0815' },
        { tag: '00100030', vr: 'DA', value: '19530102' },
        { tag: '00080080', vr: 'LO', value: 'General Hospital' },
        { tag: '00091001', vr: 'LO', value: 'private words' },
        { tag: '00281050', vr: 'DS', value: '1000' },
        { tag: '00281051', vr: 'DS', value: '1800' },
        { tag: '00281052', vr: 'DS', value: '-10' },
        { tag: '00281053', vr: 'DS', value: '1.5' },
        { tag: '00081140', vr: 'SQ', value: [[{ tag: '00100010', vr: 'PN', value: 'DOE^JANE' }]] },
      ],
    );
    await scrubbed(buildDicom(elements, { syntax }));
  });
}

test('text behind, instead of and after values does not survive', async () => {
  const hidden = [
    { tag: '00281050', vr: 'DS', value: '128\\DOE^JANE' },
    { tag: '00281051', vr: 'DS', value: '200\\DOE^JANE' },
    { tag: '00281052', vr: 'DS', value: 'MRN-0815' },
    { tag: '00080060', vr: 'CS', value: 'CR\\DOE^JANE' },
    { tag: '00280010', vr: 'US', value: Buffer.concat([Buffer.from([16, 0]), Buffer.from('MRN-0815')]) },
  ];
  await scrubbed(buildDicom(radiographElements([10, 20, 30], hidden)));
  const pixels = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 37) % 256);
  const jpeg = await sharp(pixels, { raw: { width: 64, height: 64, channels: 3 } })
    .jpeg({ progressive: true })
    .toBuffer();
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 15]), Buffer.from('private words')]);
  const secondScan = jpeg.indexOf(Buffer.from([0xff, 0xda]), jpeg.indexOf(Buffer.from([0xff, 0xda])) + 2);
  assert.ok(secondScan > 0);
  await scrubbed(Buffer.concat([jpeg.subarray(0, secondScan), comment, jpeg.subarray(secondScan)]));
  await scrubbed(Buffer.concat([jpeg, Buffer.from('private words'), Buffer.from([0xff, 0xd9])]));
});

test('a VOI LUT keeps its table and loses its explanation', async () => {
  const item = [
    { tag: '00283002', vr: 'US', value: [4, 0, 8] },
    { tag: '00283003', vr: 'LO', value: 'private words' },
    { tag: '00283006', vr: 'OW', value: Uint8Array.of(1, 0, 2, 0, 3, 0, 4, 0) },
  ];
  const clean = await scrubbed(
    buildDicom(radiographElements([10, 20], [{ tag: '00283010', vr: 'SQ', value: [item] }])),
  );
  assert.ok(clean.includes(Buffer.from([1, 0, 2, 0, 3, 0, 4, 0])));
});

test('PNG and JPEG files lose texts, comments, profiles and thumbnails, and stay the right way up', async () => {
  const pixels = Uint8Array.from({ length: 40 * 30 * 3 }, (_, i) => (i * 37) % 256);
  const picture = sharp(pixels, { raw: { width: 40, height: 30, channels: 3 } }).withExif({
    IFD0: { Copyright: 'Jane Doe' },
  });
  for (const orientation of [1, 6]) {
    const tagged = picture
      .clone()
      .withMetadata({ orientation })
      .withExifMerge({ IFD0: { Copyright: 'Jane Doe' } });
    for (const bytes of [await tagged.clone().png().toBuffer(), await tagged.clone().jpeg().toBuffer()]) {
      assert.ok(bytes.includes('Jane Doe'), 'the test has something to take away');
      await scrubbed(bytes);
    }
  }
  const jpeg = await sharp(pixels, { raw: { width: 40, height: 30, channels: 3 } })
    .jpeg({ progressive: true })
    .toBuffer();
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 15]), Buffer.from('private words')]);
  await scrubbed(
    Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), Buffer.from('private words after the end')]),
  );
});

test('real radiographs decode to the same pixels', { skip: skipWithoutAssets }, async () => {
  const images = join(assetsDir, 'images/dev/img');
  for (const name of readdirSync(images).slice(0, 5)) await scrubbed(readFileSync(join(images, name)));
  const files = readdirSync(join(assetsDir, 'dicom')).filter((name) => name.endsWith('.dcm'));
  for (const name of files) await scrubbed(readFileSync(join(assetsDir, 'dicom', name)));
});
