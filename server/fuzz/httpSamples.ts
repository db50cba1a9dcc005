import type { Draws } from './draws';
import { mutateBytes } from './mutateBytes';
import { form, get, odd } from './oddRequests';
import { authorised, type Header, type RawRequest, request, type Target } from './rawRequest';
import { MULTIPART, multipartBody, type Part, sampleOf } from './samples';
import { PLANTED, type Seeds, SOUND_METADATA, soundManifest } from './seeds';

/** What is spoilt in a request to the product. */
export const WAYS = [
  'png',
  'jpeg',
  'dicom',
  'mask',
  'metadata',
  'truths',
  'multipart',
  'query',
  'header',
  'form',
  'onnx',
  'manifest',
] as const;
export type Way = (typeof WAYS)[number];

const TYPE: Header = ['Content-Type', MULTIPART];

/** One spoilt request; the same draws make the same one, ids and key apart. */
export function requestOf(way: Way, seeds: Seeds, target: Target, draws: Draws): RawRequest {
  const sound = draws.pick(seeds.png);
  switch (way) {
    case 'png':
    case 'jpeg':
    case 'dicom':
      return upload(way, target, draws, [
        image(sampleOf(way, seeds, draws), draws),
        metadata(JSON.stringify(SOUND_METADATA)),
      ]);
    case 'mask':
      return upload(way, target, draws, [
        image(unlike(sound, draws), draws),
        mask(sampleOf('mask', seeds, draws), draws),
      ]);
    case 'metadata':
      return upload(way, target, draws, [
        image(unlike(sound, draws), draws),
        metadata(sampleOf('metadata', seeds, draws)),
      ]);
    case 'multipart':
      return framing(seeds, target, draws);
    case 'truths':
      return post('truths', '/api/v1/truths', truths(seeds, target, draws), target, draws);
    case 'onnx':
    case 'manifest':
      return model(way, seeds, target, draws);
    case 'query':
      return get(target, draws);
    case 'header':
      return odd(target, draws, multipartBody([image(unlike(sound, draws), draws), metadata('{}')]));
    case 'form':
      return form(target, draws);
  }
}

/** The same picture with other bytes, so that it is not taken for one that is there. */
const unlike = (png: Buffer, draws: Draws): Buffer => Buffer.concat([png, Buffer.from(draws.bytes(8))]);

const FILE_NAMES = [
  `${PLANTED.name}.dcm`,
  '../../../etc/passwd',
  '..\\..\\windows\\x.png',
  'a\0b.png',
  '\u202egnp.exe',
  'n'.repeat(10_000),
  '',
  'CON',
  'x.png"; filename="y.png',
  "x.png; filename*=UTF-8''%00%ff",
];

/** Odd names now and then: most of them end the parsing at once. */
const fileName = (draws: Draws): string => (draws.chance(0.15) ? draws.pick(FILE_NAMES) : `${PLANTED.name}.dcm`);

const image = (body: Uint8Array, draws: Draws): Part => ({
  head: `name="image"; filename="${fileName(draws)}"`,
  body,
});
const metadata = (text: string | Uint8Array): Part => ({ head: 'name="metadata"', body: Buffer.from(text) });
const ZONES = ['lungs', 'lung-left', 'lung-right', 'heart', 'marker', 'frame', 'nowhere', '../x', ''];
const mask = (body: Uint8Array, draws: Draws): Part => ({
  head: `name="mask:${draws.pick(ZONES)}"; filename="m.png"`,
  body,
});

function upload(what: string, target: Target, draws: Draws, parts: readonly Part[]): RawRequest {
  const keyed: Header[] = draws.chance(0.1) ? [['Idempotency-Key', `fuzz-${draws.below(1e9)}`]] : [];
  return request(what, '/api/v1/instances', multipartBody(parts), [authorised(target), TYPE, ...keyed]);
}

/** The framing itself: changed bytes, other boundaries, many parts, parts in parts, lengths that are not true. */
function framing(seeds: Seeds, target: Target, draws: Draws): RawRequest {
  const part = image(unlike(draws.pick(seeds.png), draws), draws);
  const many = Array.from({ length: draws.pick([3, 30, 300]) }, () =>
    draws.pick([part, metadata('{}'), mask(draws.bytes(9), draws)]),
  );
  const body = draws.pick([
    () => sampleOf('multipart', seeds, draws),
    () => mutateBytes(multipartBody([part, metadata('{}')]), draws),
    () => multipartBody(many),
    () => multipartBody([{ head: `name="${'n'.repeat(draws.pick([100, 20_000]))}"`, body: draws.bytes(10) }, part]),
    () => multipartBody([{ head: 'name="metadata"', body: Buffer.alloc(draws.pick([64_001, 200_000]), 0x20) }, part]),
  ])();
  const lies: Header[] = [
    ['Content-Length', String(draws.pick([0, 1, body.length - 1, body.length + 100, 999_999_999_999]))],
    ['Transfer-Encoding', draws.pick(['chunked', 'gzip, chunked', 'identity', 'x'])],
    ['Content-Encoding', 'gzip'],
    ['Expect', '100-continue'],
  ];
  const lying = draws.chance(0.3);
  const type: Header = draws.chance(0.2)
    ? [
        'Content-Type',
        draws.pick([
          'multipart/form-data',
          'multipart/form-data; boundary=',
          'text/plain',
          `${MULTIPART}; boundary=z`,
          '',
        ]),
      ]
    : TYPE;
  return request(
    'multipart',
    '/api/v1/instances',
    body,
    [authorised(target), type, ...(lying ? [draws.pick(lies)] : [])],
    lying,
  );
}

function post(what: string, path: string, body: Buffer, target: Target, draws: Draws): RawRequest {
  const type = draws.chance(0.9) ? 'application/json' : draws.pick(['text/plain', 'application/xml', '*/*']);
  return request(what, path, body, [authorised(target), ['Content-Type', type]]);
}

/** Some name images that are there, so that some are recorded. */
function truths(seeds: Seeds, { instanceIds }: Target, draws: Draws): Buffer {
  const text = sampleOf('truths', seeds, draws).toString('utf8');
  const id = instanceIds.length > 0 && draws.chance(0.6) ? draws.pick(instanceIds) : null;
  return Buffer.from(id === null ? text : text.replaceAll(/00000000-0000-4000-8000-00000000000[ab]/g, id));
}

function model(way: 'onnx' | 'manifest', seeds: Seeds, target: Target, draws: Draws): RawRequest {
  const [plain = Buffer.alloc(0)] = seeds.onnx;
  const onnx = way === 'onnx' ? sampleOf('onnx', seeds, draws) : plain;
  const sound = { ...soundManifest(`fuzz-${draws.below(1e9)}`), scope: 'demo' };
  const text = way === 'manifest' ? sampleOf('manifest', seeds, draws) : Buffer.from(JSON.stringify(sound));
  const parts = [
    { head: `name="model"; filename="${fileName(draws)}"`, body: onnx },
    { head: 'name="manifest"', body: text },
  ];
  return request(way, '/api/v1/models', multipartBody(parts), [authorised(target), TYPE]);
}
