import type { Draws } from './draws';
import { mutateBytes } from './mutateBytes';
import { authorised, type Header, type RawRequest, request, type Target } from './rawRequest';
import { MULTIPART, queryText } from './samples';

const PLACES = [
  ...[
    '/',
    '/cases',
    '/cases/{id}',
    '/models',
    '/models/{name}/1',
    '/models/new',
    '/upload',
    '/signin',
    '/jobs',
    '/nowhere',
  ],
  ...['/api/v1/instances', '/api/v1/instances/{id}', '/api/v1/instances/{id}/image', '/api/v1/instances/{id}/saliency'],
  ...['/api/v1/instances/{id}/masks/lung-left', '/api/v1/instances/{id}/masks/x', '/api/v1/instances/{id}/ledger.csv'],
  ...['/api/v1/models', '/api/v1/models/{name}/versions', '/api/v1/models.csv', '/api/v1/statistics', '/api/v1/live'],
  ...['/api/v1/cases.csv', '/api/v1/overview.csv', '/api/v1/site-effects.csv', '/api/v1/openapi.json', '/metrics'],
  ...['/api/v1/demonstration', '/api/v1/jobs', '/api/v1/nothing', '/healthz', '/_next/image', '/_next/static/../x'],
];

const IDS = [
  '0',
  'null',
  '..',
  '%00',
  '%2e%2e%2f',
  'a'.repeat(2_000),
  '00000000-0000-4000-8000-000000000000',
  "'",
  '%ff',
  ';',
];

/** Every GET route and page with an odd query, an odd id, or an odd path. */
export function get(target: Target, draws: Draws): RawRequest {
  const id = target.instanceIds.length > 0 && draws.chance(0.7) ? draws.pick(target.instanceIds) : draws.pick(IDS);
  const name = draws.chance(0.7) ? target.name : draws.pick(IDS);
  const plain = draws.pick(PLACES).replace('{id}', id).replace('{name}', name);
  const place = draws.chance(0.1) ? oneLine(mutateBytes(Buffer.from(plain), draws)) : plain;
  const path = `${place}?${oneLine(Buffer.from(queryText(draws), 'latin1'))}`;
  const session = draws.chance(0.05) ? [] : [authorised(target)];
  return request(
    'query',
    path,
    Buffer.alloc(0),
    session,
    false,
    draws.chance(0.9) ? 'GET' : draws.pick(['HEAD', 'OPTIONS', 'PUT', 'DELETE']),
  );
}

/** Without what would end the request line. */
const oneLine = (bytes: Buffer): string => bytes.toString('latin1').replaceAll(/[\s\p{Cc}]/gu, '_');

const HEADERS: readonly Header[] = [
  ...(
    [
      'Next-Action',
      'RSC',
      'Next-Router-State-Tree',
      'Next-Router-Prefetch',
      'Next-Url',
      'X-Middleware-Subrequest',
    ] as const
  ).map((name): Header => [name, '1']),
  ['Next-Router-State-Tree', '%5B%22%22%5D'],
  ['Next-Action', 'a'.repeat(40)],
  ['X-Nextjs-Data', '1'],
  ['X-Matched-Path', '/api/v1/live'],
  ['X-Forwarded-Host', 'evil.example'],
  ['X-Forwarded-Proto', 'gopher'],
  ['X-Forwarded-For', '%'],
  ['X-Sightline-Principal', '{"kind":"key","id":"x","scopes":["register"]}'],
  ['Range', 'bytes=0-1,2-,-5'],
  ['If-None-Match', '*'],
  ['If-Modified-Since', 'never'],
  ['Accept', 'a/b;q=x'],
  ['Accept-Language', 'x'.repeat(3_000)],
  ['Accept-Encoding', 'zip'],
  ['Cookie', 'sightline_session=; sightline_session=%00; __proto__=1'],
  ['Cookie', `sightline_session=${'a'.repeat(5_000)}`],
  ['Authorization', 'Basic eDp5'],
  ['Authorization', `Bearer ${'a'.repeat(5_000)}`],
  ['Origin', 'null'],
  ['Origin', 'http://evil.example'],
  ['Idempotency-Key', 'a'.repeat(129)],
  ['Idempotency-Key', '\u00ff'],
  ['Idempotency-Key', 'fuzz-same'],
  ['Upgrade', 'h2c'],
  ['Host', 'evil.example'],
  ['Content-Type', 'multipart/form-data; boundary=;;;"'],
  ['X-Large', 'a'.repeat(20_000)],
  ['Purpose', 'prefetch'],
];

/** A sound request with odd headers. */
export function odd(target: Target, draws: Draws, upload: Buffer): RawRequest {
  const extra = Array.from({ length: 1 + draws.below(4) }, () => draws.pick(HEADERS));
  if (draws.chance(0.4)) {
    const headers: Header[] = [authorised(target), ['Content-Type', MULTIPART], ...extra];
    return request('header', '/api/v1/instances', upload, headers);
  }
  const place = draws.pick(PLACES).replace('{id}', draws.pick(target.instanceIds)).replace('{name}', target.name);
  const method = draws.pick(['GET', 'GET', 'GET', 'POST', 'PATCH']);
  return request('header', place, Buffer.alloc(0), [authorised(target), ...extra], false, method);
}

/** The sign-in form, signing out, and the demonstration's switches. */
export function form(target: Target, draws: Draws): RawRequest {
  const path = draws.pick(['/api/v1/signin', '/api/v1/signin', '/api/v1/signout', '/api/v1/demonstration', '/signin']);
  const body = Buffer.from(
    draws.pick([queryText(draws), '{"status":"paused"}', '{"speed":1e9}', 'x'.repeat(11_000), 'token=si_x&next=//e']),
  );
  const method = path === '/api/v1/demonstration' ? 'PATCH' : 'POST';
  const type: Header = [
    'Content-Type',
    draws.pick(['application/x-www-form-urlencoded', 'application/json', 'text/plain']),
  ];
  return request('form', path, body, [authorised(target), type], false, method);
}
