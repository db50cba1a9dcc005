import type { Draws } from './draws';
import { mutateBytes } from './mutateBytes';
import { mutateDicom } from './mutateDicom';
import { mutateJpeg } from './mutateJpeg';
import { mutateJson } from './mutateJson';
import { mutatePng } from './mutatePng';
import { mutateProtobuf } from './mutateProtobuf';
import { type Seeds, SOUND_METADATA, soundManifest } from './seeds';

/** A kind of input, and how one is spoilt. */
export const KINDS = [
  'png',
  'jpeg',
  'dicom',
  'mask',
  'onnx',
  'manifest',
  'metadata',
  'truths',
  'multipart',
  'query',
] as const;
export type Kind = (typeof KINDS)[number];

/** One spoilt input of a kind. The same draws make the same bytes. */
export function sampleOf(kind: Kind, seeds: Seeds, draws: Draws): Buffer {
  switch (kind) {
    case 'png':
    case 'mask':
      return spoil(seeds[kind], mutatePng, draws);
    case 'jpeg':
      return spoil(seeds.jpeg, mutateJpeg, draws);
    case 'dicom':
      return mutateDicom(draws.pick(seeds.dicom), draws, draws.pick(seeds.dicom));
    case 'onnx':
      return spoil(seeds.onnx, mutateProtobuf, draws);
    case 'manifest':
      return Buffer.from(mutateJson(JSON.stringify(soundManifest(`fuzz-${draws.below(1e9)}`)), draws));
    case 'metadata':
      return Buffer.from(mutateJson(JSON.stringify(SOUND_METADATA), draws));
    case 'truths':
      return Buffer.from(mutateJson(JSON.stringify({ truths: truths(draws) }), draws));
    case 'multipart':
      return mutateBytes(
        multipartBody([{ head: 'name="image"; filename="x.png"', body: draws.pick(seeds.png) }]),
        draws,
      );
    case 'query':
      return Buffer.from(queryText(draws), 'latin1');
  }
}

/** Half by structure, half as bytes: each reaches what the other does not. */
function spoil(sound: readonly Buffer[], structure: (bytes: Buffer, draws: Draws) => Buffer, draws: Draws): Buffer {
  const bytes = draws.pick(sound);
  return draws.chance(0.7) ? structure(bytes, draws) : mutateBytes(bytes, draws, draws.pick(sound));
}

const truths = (draws: Draws) => [
  { instanceId: '00000000-0000-4000-8000-00000000000a', finding: 'Pneumonia', value: draws.below(2), source: 'report' },
  { instanceId: '00000000-0000-4000-8000-00000000000b', finding: 'Effusion', value: 1 },
];

export const BOUNDARY = 'fuzz-boundary';
export const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

export type Part = { head: string; body: Uint8Array };

/** multipart/form-data (RFC 7578) of parts whose heads are written as they are. */
export function multipartBody(parts: readonly Part[]): Buffer {
  const pieces = parts.flatMap(({ head, body }) => [
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    body,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

const PARAMETERS = [
  ...[
    'model',
    'finding',
    'site',
    'department',
    'scanner',
    'viewPosition',
    'portable',
    'sex',
    'age',
    'from',
    'to',
    'by',
  ],
  ...[
    'cursor',
    'limit',
    'sort',
    'status',
    'truth',
    'flag',
    'min',
    'max',
    'format',
    'size',
    'window',
    'level',
    'invert',
  ],
  ...['method', 'source', 'wait', 'as', 'view', 'in', 'next', 'token', 'problem', 'instanceId', 'state', 'kind', 'q'],
];

const VALUES = [
  ...['', '0', '-1', '1e9', 'NaN', '1.5', 'null', 'true', 'all', '[object Object]', '%', '%00', '%ff%fe', '%2e%2e%2f'],
  ...['a'.repeat(3_000), '%F0%9F%92%80', '%E2%80%AE', '2026-02-30', '2026-01-01T00:00:00Z', '9999-12-31', '0', '200'],
  ...["';select(1)--", 'eyJhIjoxfQ', '//evil.example', 'javascript:alert(1)', '..', 'MQ', 'received', 'site', 'csv'],
  ...['North', 'Pneumonia', 'fuzz-sound@1', 'PA', 'F', '40-60', 'cam', 'log-ratio', '99999999999999999999', '+', '&&'],
];

/** A query string of known names and odd values, some of them twice. */
export function queryText(draws: Draws): string {
  const pairs = Array.from({ length: draws.below(6) }, () => `${draws.pick(PARAMETERS)}=${draws.pick(VALUES)}`);
  const text = [...pairs, ...(draws.chance(0.2) ? pairs : [])].join('&');
  return draws.chance(0.1) ? mutateBytes(Buffer.from(text), draws).toString('latin1') : text;
}
