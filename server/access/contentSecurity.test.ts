import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentSecurityPolicy, hasOwnPolicy, nonceOf, policyHost } from './contentSecurity';

test('scripts run by the nonce alone, and sockets go to the host that was asked', () => {
  const policy = contentSecurityPolicy({ nonce: 'abc+/=', host: 'audit:3000', secure: true, development: false });
  assert.equal(nonceOf(policy), 'abc+/=');
  assert.match(policy, /script-src 'nonce-abc\+\/=' 'strict-dynamic';/);
  assert.match(policy, /connect-src 'self' wss:\/\/audit:3000;/);
  assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline|\*/);
});

test('a host header cannot write directives', () => {
  for (const host of ['a; script-src *', 'a b', "a'", '', undefined]) assert.equal(policyHost(host), null, host);
  for (const host of ['a', 'a.example:80', '127.0.0.1:3000', '[::1]:3000']) assert.equal(policyHost(host), host);
});

test('only the page of a report brings its own policy', () => {
  assert.equal(hasOwnPolicy('/api/v1/reports/x/page'), true);
  for (const path of ['/reports/x/page', '/api/v1/reports/x/pdf', '/api/v1/reports/x/y/page', '/'])
    assert.equal(hasOwnPolicy(path), false, path);
});
