import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@/server/problem/appError';
import { sniffFormat } from './sniff';

const refusal = (bytes: Buffer): string => {
  try {
    return sniffFormat(bytes);
  } catch (error) {
    assert.ok(error instanceof AppError && error.code === 'unsupported-media');
    return /^file kind: (.*); accepted: PNG, JPEG, DICOM$/.exec(error.message)?.[1] ?? error.message;
  }
};

test('other kinds of file are refused by name', () => {
  const kinds: [string | Buffer, string][] = [
    ['', 'empty file'],
    ['GIF89a\x01\x02', 'GIF'],
    ['%PDF-1.7\n%\xe2\xe3', 'PDF'],
    ['PK\x03\x04\x14\0', 'ZIP archive'],
    ['II*\0\x08\0', 'TIFF'],
    ['MM\0*\0\0', 'TIFF'],
    ['BM\x36\x10', 'BMP'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'WebP'],
    ['\x1f\x8b\x08', 'gzip'],
    ['\0\0\0\x0cjP  \r\n', 'JPEG 2000'],
    ['\0\0\0\x1cftypheic', 'HEIF, AVIF or MP4'],
    ['<!DOCTYPE html><html>', 'HTML'],
    ['<svg xmlns="x">', 'SVG'],
    ['{"site": "A"}', 'text'],
    [Buffer.from('Fräulein Müller, Röntgen Thorax\n', 'utf8'), 'text'],
    ['\x01\x02\x03\x04\x05\x06\x07\x08', 'unknown kind'],
  ];
  for (const [content, kind] of kinds) {
    assert.equal(refusal(typeof content === 'string' ? Buffer.from(content, 'latin1') : content), kind);
  }
});

test('the content decides: a PNG signature is PNG whatever follows', () => {
  assert.equal(sniffFormat(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')), 'png');
  assert.equal(sniffFormat(Buffer.from([0xff, 0xd8, 0xff, 0xe0])), 'jpeg');
});
