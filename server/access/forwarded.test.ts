import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepBelievable, trustOf } from './forwarded';
import { isSameOrigin } from './gate';

const believes = trustOf(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);

test('proxies are told from strangers, in both notations of an address', () => {
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '192.0.2.7', 'fd00::1']) assert.ok(believes(address), address);
  for (const address of ['11.0.0.1', '192.0.2.8', 'fe80::1', '', undefined, 'proxy.example'])
    assert.equal(believes(address), false, address);
  assert.equal(trustOf([])('127.0.0.1'), false);
});

test('what a stranger says of itself is dropped, and of a chain only what the proxy itself added is kept', () => {
  const said = () => ({
    host: 'here',
    forwarded: 'proto=https',
    'x-forwarded-proto': 'http, https',
    'x-forwarded-host': 'evil.example, audit.example',
  });
  const strange = said();
  keepBelievable(strange, '203.0.113.9', believes);
  assert.deepEqual(strange, { host: 'here' });
  const proxied = said();
  keepBelievable(proxied, '10.0.0.1', believes);
  assert.deepEqual(proxied, { host: 'here', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'audit.example' });
  const odd = { 'x-forwarded-proto': 'javascript' };
  keepBelievable(odd, '10.0.0.1', believes);
  assert.deepEqual(odd, {});
});

test('our own pages are known behind a proxy by its name and scheme, and by the public address', () => {
  const proxied = { host: '127.0.0.1:3000', 'x-forwarded-host': 'audit.example', 'x-forwarded-proto': 'https' };
  assert.ok(isSameOrigin({ ...proxied, origin: 'https://audit.example' }));
  assert.equal(isSameOrigin({ ...proxied, origin: 'http://audit.example' }), false);
  assert.equal(isSameOrigin({ ...proxied, origin: 'http://127.0.0.1:3000' }), false);
  const plain = { host: '127.0.0.1:3000', origin: 'https://audit.example' };
  assert.equal(isSameOrigin(plain), false);
  assert.ok(isSameOrigin(plain, 'https://audit.example'));
  assert.equal(isSameOrigin({ ...plain, origin: 'https://audit.example.evil' }, 'https://audit.example'), false);
});
