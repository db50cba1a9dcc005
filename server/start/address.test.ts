import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { baseUrl, exposureWarning, portLine, productUrl } from './address';
import { freePort, portProblem } from './ports';

test('a port in use gets one line with the command for the next port', async () => {
  const port = await freePort();
  assert.equal(await portProblem(port), null);
  const server = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const code = await portProblem(port);
  server.close();
  assert.equal(code, 'EADDRINUSE');
  assert.equal(
    portLine('127.0.0.1', 3000, 'EADDRINUSE'),
    'port 3000 is in use: stop what uses it, or take another: PORT=3001 npm start',
  );
});

test('an address of another machine is told apart from a port in use', async () => {
  assert.equal(await portProblem(3999, '192.0.2.1'), 'EADDRNOTAVAIL');
  assert.match(portLine('192.0.2.1', 3000, 'EADDRNOTAVAIL'), /^HOST=192\.0\.2\.1 is no address of this machine/);
});

test('the printed address can be opened on this machine', () => {
  assert.equal(baseUrl('0.0.0.0', 3000), 'http://127.0.0.1:3000');
  assert.equal(baseUrl('::', 80), 'http://[::1]:80');
  assert.equal(baseUrl('example.org', 3000), 'http://example.org:3000');
});

test('a server that others reach without TLS is refused, unless a proxy has it or the operator says so', () => {
  const at = (host: string, publicOrigin?: string, insecureHttp = false) =>
    exposureWarning({ host, port: 3000, publicOrigin, insecureHttp });
  for (const host of ['127.0.0.1', '127.0.0.53', 'localhost', '::1']) assert.equal(at(host), null);
  for (const host of ['0.0.0.0', '::', '10.0.0.5', 'audit.example', '127.0.0.1.evil.example'])
    assert.throws(
      () => at(host),
      /^StartError: HOST=.+ SIGHTLINE_PUBLIC_URL=https.+ SIGHTLINE_INSECURE_HTTP=on[^\n]+$/,
    );
  assert.throws(() => at('0.0.0.0', 'http://audit.example'), /without TLS/);
  assert.match(at('0.0.0.0', 'https://audit.example') ?? '', /only the proxy of https:\/\/audit.example/);
  assert.match(at('0.0.0.0', undefined, true) ?? '', /in clear/);
});

test('people are sent to the public address, with the base path', () => {
  const own = { host: '0.0.0.0', port: 3000, publicOrigin: undefined, basePath: '/a' };
  assert.equal(productUrl(own), 'http://127.0.0.1:3000/a');
  assert.equal(productUrl({ ...own, publicOrigin: 'https://audit.example' }), 'https://audit.example/a');
});
