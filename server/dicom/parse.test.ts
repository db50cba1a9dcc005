import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { AppError, type ProblemCode } from '@/server/problem/appError';
import { parseDicom } from './parse';
import {
  buildDicom,
  EXPLICIT,
  IMPLICIT,
  radiographElements,
  sixteenBits,
  type TestElement,
} from './testing/buildDicom';

const us = (tag: string, value: number): TestElement => ({ tag, vr: 'US', value });
const cs = (tag: string, value: string): TestElement => ({ tag, vr: 'CS', value });
const ui = (tag: string, value: string): TestElement => ({ tag, vr: 'UI', value });

function assertRefused(bytes: Buffer, code: ProblemCode, detail: RegExp) {
  assert.throws(
    () => parseDicom(bytes),
    (error) => error instanceof AppError && error.code === code && detail.test(error.message),
  );
}

const refusedWith = (changes: TestElement[], code: ProblemCode, detail: RegExp, without: string[] = []) =>
  assertRefused(buildDicom(radiographElements([1, 2], changes, without)), code, detail);

for (const syntax of [EXPLICIT, IMPLICIT]) {
  for (const start of ['preamble', 'header', 'bare'] as const) {
    test(`reads ${syntax} starting with ${start}`, () => {
      const { format } = parseDicom(buildDicom(radiographElements([7, 9]), { syntax, start }));
      assert.deepEqual([format.height, format.width, format.bitsStored], [16, 16, 8]);
    });
  }

  test(`reads past sequences of defined and undefined length, nested (${syntax})`, () => {
    const inner: TestElement = { tag: '00081199', vr: 'SQ', value: [[cs('00080060', 'CT')]], undefinedLength: true };
    const sequence: TestElement = { tag: '00081140', vr: 'SQ', value: [[inner], []] };
    const { format } = parseDicom(buildDicom(radiographElements([7], [sequence]), { syntax }));
    assert.equal(format.byteLength, 256);
  });
}

test('a transfer syntax UID padded with a space is still implicit', () => {
  assert.equal(parseDicom(buildDicom(radiographElements([7]), { syntax: IMPLICIT })).format.width, 16);
  const bytes = buildDicom(radiographElements([7]), { syntax: IMPLICIT });
  const end = bytes.indexOf(IMPLICIT) + IMPLICIT.length;
  bytes[end] = 0x20;
  assert.equal(parseDicom(bytes).format.width, 16);
});

test('unknown and unsupported syntaxes are refused by name, and the accepted ones are listed', () => {
  const of = (syntax: string) => buildDicom(radiographElements([1]), { syntax });
  assertRefused(
    of('1.2.840.10008.1.2.4.201'),
    'unsupported-syntax',
    /\.201 \(High-Throughput JPEG 2000 .*accepted: .*RLE.*JPEG 2000$/,
  );
  assertRefused(of('1.2.840.10008.1.2.4.100'), 'unsupported-syntax', /MPEG2/);
  assertRefused(of('1.2.3.4'), 'unsupported-syntax', /1\.2\.3\.4 \(unknown name\)/);
  assertRefused(of('DOE^JANE'), 'unsupported-syntax', /^transfer syntax: that is not a UID; /);
});

test('Pixel Data must be fragments under a compressed syntax, and only there', () => {
  const of = (syntax: string) => buildDicom(radiographElements([1]), { syntax });
  assertRefused(of('1.2.840.10008.1.2.5'), 'unreadable-image', /uncompressed Pixel Data under a compressed/);
});

test('CR, DX for presentation, and secondary captures of a radiograph are accepted', () => {
  const accepted: [string | null, string | null][] = [
    ['1.2.840.10008.5.1.4.1.1.1', 'CR'],
    ['1.2.840.10008.5.1.4.1.1.1.1', 'DX'],
    ['1.2.840.10008.5.1.4.1.1.1.1', null],
    ['1.2.840.10008.5.1.4.1.1.7', 'DR'],
    [null, 'DX'],
  ];
  for (const [sopClass, modality] of accepted) {
    const changes = [...(sopClass ? [ui('00080016', sopClass)] : []), ...(modality ? [cs('00080060', modality)] : [])];
    const without = [...(sopClass ? [] : ['00080016']), ...(modality ? [] : ['00080060'])];
    assert.equal(parseDicom(buildDicom(radiographElements([1], changes, without))).format.height, 16);
  }
});

test('other objects are refused with the reason, without repeating what the file says', () => {
  refusedWith([ui('00080016', '1.2.840.10008.5.1.4.1.1.2')], 'unsupported-media', /object: CT;/);
  refusedWith([ui('00080016', '1.2.840.10008.5.1.4.1.1.11.1')], 'unsupported-media', /Presentation State/);
  refusedWith([ui('00080016', '1.2.840.10008.5.1.4.1.1.88.22')], 'unsupported-media', /Enhanced SR/);
  refusedWith([ui('00080016', '1.2.840.10008.5.1.4.1.1.1.1.1')], 'unsupported-media', /For Processing/);
  refusedWith([cs('00080060', 'MR')], 'unsupported-media', /modality MR/);
  refusedWith([cs('00080060', 'DOE JANE')], 'unsupported-media', /object: another modality;/);
  refusedWith([], 'unsupported-media', /neither/, ['00080016', '00080060']);
  refusedWith([ui('00080016', '1.2.840.10008.5.1.4.1.1.7')], 'unsupported-media', /neither/, ['00080060']);
});

test('frames, colour and bits that cannot be shown are refused', () => {
  refusedWith([{ tag: '00280008', vr: 'IS', value: '12' }], 'unsupported-media', /12 frames/);
  refusedWith([cs('00280004', 'PALETTE COLOR')], 'unsupported-media', /Photometric.*accepted are MONOCHROME1/);
  refusedWith([us('00280002', 3)], 'unsupported-media', /Photometric/);
  refusedWith([cs('00280004', 'RGB')], 'unsupported-media', /Photometric/);
  const colour = [us('00280002', 3), cs('00280004', 'RGB')];
  refusedWith([...colour, ...sixteenBits(16)], 'unsupported-media', /colour of other than 8/);
  refusedWith(
    [us('00280002', 3), cs('00280004', 'YBR_FULL_422')],
    'unsupported-media',
    /YBR_FULL_422 that is not JPEG/,
  );
  refusedWith([us('00280100', 32)], 'unsupported-media', /32 bits allocated/);
  refusedWith([us('00280101', 7), us('00280102', 6)], 'unsupported-media', /7 bits stored/);
  refusedWith([us('00280101', 12), us('00280102', 11)], 'unreadable-image', /12 bits stored in 8/);
  refusedWith([us('00280102', 8)], 'unreadable-image', /High Bit/);
  refusedWith([us('00280103', 2)], 'unreadable-image', /Pixel Representation/);
  refusedWith([], 'unreadable-image', /Bits Allocated is missing/, ['00280100']);
  refusedWith([], 'unreadable-image', /Photometric/, ['00280004']);
});

test('a modality LUT without its table, an unknown window function and slope 0 are refused', () => {
  const lut: TestElement = { tag: '00283000', vr: 'SQ', value: [[us('00283002', 2)]] };
  const named = [
    { tag: '00281050', vr: 'DS', value: '1' },
    { tag: '00281051', vr: 'DS', value: '2' },
    cs('00281056', 'SAMPLED_SIGMOID'),
  ];
  refusedWith([lut], 'unreadable-image', /Modality LUT/);
  refusedWith(named, 'unsupported-media', /unknown VOI LUT Function/);
  refusedWith([{ tag: '00281053', vr: 'DS', value: '0' }], 'unreadable-image', /Slope/);
});

test('dimensions out of range are refused before pixels are counted', () => {
  refusedWith([us('00280010', 65535), us('00280011', 65535)], 'image-dimensions', /65535 × 65535/);
  refusedWith([us('00280010', 15)], 'image-dimensions', /16 × 15/);
  refusedWith([us('00280010', 8192), us('00280011', 8192)], 'image-dimensions', /64 Mpx/);
});

test('Pixel Data must be there, whole, uncompressed and of the right length', () => {
  const pixels = (length: number, undefinedLength = false): TestElement[] => [
    { tag: '7fe00010', vr: 'OW', value: new Uint8Array(length), undefinedLength },
  ];
  refusedWith([], 'unreadable-image', /without Pixel Data/, ['7fe00010']);
  refusedWith(pixels(254), 'unreadable-image', /254 bytes; the dimensions need 256/);
  refusedWith(pixels(258), 'unreadable-image', /258 bytes/);
  refusedWith(pixels(256, true), 'unreadable-image', /compressed Pixel Data/);
  const whole = buildDicom(radiographElements([1]));
  assertRefused(whole.subarray(0, -1), 'unreadable-image', /truncated DICOM file: 255 of 256/);
});

test('an odd number of 8-bit pixels may be padded', () => {
  const odd = [us('00280010', 17), us('00280011', 17)];
  const pixels = (length: number): TestElement => ({ tag: '7fe00010', vr: 'OB', value: new Uint8Array(length) });
  assert.equal(parseDicom(buildDicom(radiographElements([0], [...odd, pixels(289)]))).format.byteLength, 289);
  refusedWith([...odd, pixels(292)], 'unreadable-image', /292 bytes/);
});

test('16-bit Pixel Data is measured in bytes', () => {
  assert.equal(parseDicom(buildDicom(radiographElements([1], sixteenBits(12)))).format.byteLength, 512);
});

test('a deflated file that inflates without end is given up, and a damaged one refused', () => {
  const start = buildDicom([], { syntax: '1.2.840.10008.1.2.1.99' });
  const bomb = deflateRawSync(Buffer.alloc(250_000_000));
  assertRefused(Buffer.concat([start, bomb]), 'unreadable-image', /inflates to more than 200 MB/);
  assertRefused(Buffer.concat([start, Buffer.alloc(100, 7)]), 'unreadable-image', /cannot be inflated/);
  const whole = deflateRawSync(buildDicom(radiographElements([7]), { start: 'bare' }));
  assert.equal(parseDicom(Buffer.concat([start, whole, Buffer.alloc(1)])).format.width, 16);
  assertRefused(Buffer.concat([start, whole.subarray(0, -9)]), 'unreadable-image', /cannot be inflated/);
});
