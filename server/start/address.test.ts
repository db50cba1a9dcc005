import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { baseUrl, portLine } from './address';
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
