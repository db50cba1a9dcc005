import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { decodeImage } from '@/server/image/decode';
import { type Classifier, openClassifier } from '@/server/inference/classifier';
import { nih14 } from '@/server/inference/testing/manifests';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { parseDicom } from './parse';
import { readCells } from './readCells';
import { scrubDicom } from './scrub';
import { buildDicom, EXPLICIT, IMPLICIT, radiographElements, type TestElement } from './testing/buildDicom';
import { encodeLossless } from './testing/encodeLossless';

// Files that were made from one image without loss have to be the same image to the product: same pixels, same answer.

const manifestSchema = z.array(z.object({ file: z.string(), photometric: z.string(), transfer_syntax: z.string() }));

const folder = join(assetsDir, 'dicom');
const files = skipWithoutAssets
  ? []
  : manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));

/** Derived without loss from one image, by Photometric Interpretation; the uncompressed one first. */
const FAMILIES = ['MONOCHROME2', 'MONOCHROME1'].map((photometric) =>
  files
    .filter((row) => row.photometric === photometric && /^derived_mono[12]_/.test(row.file))
    .sort((a, b) => Number(b.file.includes('explicit')) - Number(a.file.includes('explicit'))),
);

let classifier: Classifier | undefined;
before(async () => {
  if (skipWithoutAssets) return;
  classifier = await openClassifier(readFileSync(join(assetsDir, 'models/nih14_mobilenetv2_224.onnx')), nih14);
});
after(() => classifier?.dispose());

const classify = async (bytes: Buffer) => {
  const radiograph = await decodeImage(bytes);
  const answer = await classifier?.classify(radiograph);
  assert.ok(answer?.cams);
  return { pixels: radiograph.pixels, logits: answer.logits, inputHash: answer.inputHash, maps: answer.cams.values };
};

test('lossless files have the pixels and the predictions of their original, to the bit', {
  skip: skipWithoutAssets,
}, async () => {
  const syntaxes = new Set<string>();
  for (const [original, ...copies] of FAMILIES) {
    assert.ok(original);
    const expected = await classify(readFileSync(join(folder, original.file)));
    for (const { file, transfer_syntax } of copies) {
      const bytes = readFileSync(join(folder, file));
      // As it arrives, and as it is kept.
      assert.deepEqual(await classify(bytes), expected, file);
      assert.deepEqual(await classify(scrubDicom(bytes)), expected, `${file}, as stored`);
      syntaxes.add(transfer_syntax);
    }
  }
  assert.deepEqual([...syntaxes].map((uid) => uid.replace('1.2.840.10008.1.2', '')).sort(), [
    '.4.70',
    '.4.80',
    '.4.90',
    '.5',
  ]);
});

test('an image whose file says MONOCHROME1 is shown as the negative of the same values under MONOCHROME2', {
  skip: skipWithoutAssets,
}, async () => {
  const [positive, negative] = await Promise.all(
    FAMILIES.map(([original]) => decodeImage(readFileSync(join(folder, original?.file ?? '')))),
  );
  assert.ok(positive && negative);
  assert.ok(positive.pixels.every((value, i) => Math.abs(value + (negative.pixels[i] ?? Number.NaN) - 255) < 1e-4));
});

const UNCOMPRESSED = '1.2.840.10008.1.2.1';
const item = (bytes: Uint8Array): Buffer => {
  const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  head.writeUInt32LE(bytes.length + (bytes.length % 2), 4);
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
};
const END_OF_ITEMS = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);

/** The same 8-bit image in the syntaxes that the folder has no file of. */
async function otherSyntaxes(bytes: Buffer): Promise<Map<string, Buffer>> {
  const { data, format } = parseDicom(bytes);
  const cells = await readCells(data, format);
  const { height, width } = format;
  const size: TestElement[] = [
    { tag: '00280010', vr: 'US', value: height },
    { tag: '00280011', vr: 'US', value: width },
  ];
  const plain: TestElement = { tag: '7fe00010', vr: 'OW', value: Uint8Array.from(cells) };
  const options = { precision: 8, predictor: 6, pointTransform: 0, restartLines: 16 };
  const stream = encodeLossless(Uint16Array.from(cells), height, width, options);
  const fragments = Buffer.concat([item(Buffer.alloc(0)), item(stream), END_OF_ITEMS]);
  const compressed: TestElement = { tag: '7fe00010', vr: 'OB', value: fragments, undefinedLength: true };
  const elements = radiographElements([0], [...size, plain]);
  const empty = buildDicom([], { syntax: '1.2.840.10008.1.2.1.99' });
  return new Map([
    ['explicit', buildDicom(elements, { syntax: EXPLICIT })],
    ['implicit', buildDicom(elements, { syntax: IMPLICIT })],
    ['deflated', Buffer.concat([empty, deflateRawSync(buildDicom(elements, { syntax: EXPLICIT, start: 'bare' }))])],
    ['.57', buildDicom(radiographElements([0], [...size, compressed]), { syntax: '1.2.840.10008.1.2.4.57' })],
  ]);
}

test('the same image implicit, deflated and as JPEG lossless of another predictor has the same predictions', {
  skip: skipWithoutAssets,
}, async () => {
  const original = FAMILIES[0]?.find((row) => row.transfer_syntax === UNCOMPRESSED);
  const bytes = readFileSync(join(folder, original?.file ?? ''));
  const expected = await classify(bytes);
  for (const [syntax, file] of await otherSyntaxes(bytes)) assert.deepEqual(await classify(file), expected, syntax);
});
