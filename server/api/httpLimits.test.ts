import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { after, test } from 'node:test';
import { openTurnstile } from '@/server/ingest/turnstile';
import { HTTP_LIMITS, limitHttp, takeTurn } from './httpLimits';

const http = createServer(
  { ...HTTP_LIMITS, headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 },
  (request, response) => {
    request.resume();
    request.on('end', () => response.end('ok'));
  },
);
limitHttp(http);
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
// An address of a TCP server, not a pipe.
const { port } = http.address() as AddressInfo;
after(() => void http.close());

/** Sends `text` and waits until the other side ends the connection; answers what came, and after how long. */
function talk(text: string): Promise<{ answer: string; milliseconds: number }> {
  const begun = performance.now();
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => void (text !== '' && socket.write(text)));
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ answer, milliseconds: performance.now() - begun }));
  });
}

test('headers and bodies that do not come to an end are ended, with a problem document', async () => {
  const cases = [
    'GET / HTTP/1.1\r\nhost: x\r\nx-slow: ',
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc',
  ];
  for (const text of cases) {
    const { answer, milliseconds } = await talk(text);
    assert.match(answer, /^HTTP\/1.1 408 .*\r\ncontent-type: application\/problem\+json/);
    assert.match(answer, /"type":"\/problems\/too-slow"/);
    assert.ok(milliseconds < 5_000);
  }
});

test('a connection that says nothing is ended', async () => {
  assert.ok((await talk('')).milliseconds < 5_000);
});

test('headers that are too large and what is no HTTP are told so', async () => {
  const large = await talk(`GET / HTTP/1.1\r\nhost: x\r\nx-large: ${'a'.repeat(20_000)}\r\n\r\n`);
  assert.match(large.answer, /413 .*"type":"\/problems\/too-large"/s);
  const odd = await talk('\x16\x03\x01 hello\r\n\r\n');
  assert.match(odd.answer, /400 .*"type":"\/problems\/bad-request"/s);
  const both = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n';
  assert.match((await talk(both)).answer, /400 .*bad-request/s);
});

test('pages wait in line and give their turn back with the response, health never waits', async () => {
  const pages = openTurnstile({ atOnce: 1, patienceMs: 200 });
  const crowded = createServer((request, response) => {
    takeTurn(request.url ?? '/', response, pages).then(
      () => void setTimeout(() => response.end('ok'), 20),
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve) => crowded.listen(0, '127.0.0.1', resolve));
  // An address of a TCP server, not a pipe.
  const { port: at } = crowded.address() as AddressInfo;
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${at}${path}`)).status;
  assert.deepEqual(await Promise.all([get('/'), get('/cases'), get('/models')]), [200, 200, 200]);
  const leave = await pages.enter();
  assert.equal(await get('/healthz'), 200);
  assert.equal(await get('/'), 503);
  leave();
  assert.equal(await get('/'), 200);
  crowded.close();
  crowded.closeAllConnections();
});
