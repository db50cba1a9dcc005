import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressGrade } from './address';
import { isUsable, shownTarget, webhookUrlProblem } from './webhookUrl';

const REFUSED = [
  // this host, private, shared, loopback, link-local with the metadata service
  ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.127.255.254', '127.0.0.1', '127.255.0.1'],
  ...['169.254.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  // protocol assignments, documentation, benchmarks, 6to4 relays, multicast, reserved, broadcast
  ...['192.0.0.8', '192.0.2.1', '192.88.99.1', '198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.9'],
  ...['224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
  // IPv6: unspecified, loopback, unique local with a metadata service, link-local, site-local, multicast
  ...['::', '::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1', 'ff02::1', 'ff0e::1'],
  // IPv4 in IPv6: mapped in both ways of writing, compatible, translated, 6to4, Teredo
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:10.0.0.1', '::ffff:a9fe:a9fe', '::127.0.0.1', '64:ff9b::7f00:1'],
  ...['64:ff9b:1::1', '2002:7f00:1::', '2001::1', '2001:0:7f00:1::'],
  // documentation, discard, and what is no address
  ...['2001:db8::1', '3fff::1', '100::1', 'localhost', '', '1.2.3', '0x7f.1', '2130706433', '127.1', '[::1]'],
];

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '223.255.255.255',
];
const PUBLIC_V6 = ['2606:4700:4700::1111', '2a00:1450:4001:800::200e', '::ffff:8.8.8.8', '2003:1::1'];

test(`${REFUSED.length} addresses that are not public are refused`, () => {
  assert.ok(REFUSED.length >= 40);
  assert.deepEqual(
    REFUSED.filter((address) => addressGrade(address, []) !== 'refused'),
    [],
  );
});

test('public addresses are let through, also when they are IPv4 in IPv6', () => {
  for (const address of [...PUBLIC, ...PUBLIC_V6]) assert.equal(addressGrade(address, []), 'public', address);
});

test('the operator allows networks by name, and nothing beside them', () => {
  const networks = ['10.1.0.0/16', '127.0.0.1', 'fd00:1::/32'];
  const allowed = ['10.1.2.3', '127.0.0.1', '::ffff:127.0.0.1', '::ffff:a01:203', 'fd00:1::5'];
  for (const address of allowed) assert.equal(addressGrade(address, networks), 'allowed', address);
  for (const address of ['10.2.0.1', '127.0.0.2', 'fd00:2::1', '169.254.169.254'])
    assert.equal(addressGrade(address, networks), 'refused', address);
});

test('in the open only https on its usual ports is used', () => {
  const usable = (text: string) => isUsable(new URL(text), 'public');
  assert.ok(usable('https://hooks.example.org/a') && usable('https://hooks.example.org:8443/a'));
  for (const text of ['http://hooks.example.org', 'https://hooks.example.org:22', 'https://hooks.example.org:5432'])
    assert.equal(usable(text), false, text);
  assert.ok(isUsable(new URL('http://10.1.2.3:9000/a'), 'allowed'));
});

test('addresses with a user, a fragment or another scheme are no webhooks', () => {
  for (const text of [
    'ftp://a.org',
    'https://u:p@a.org',
    'https://a.org/#x',
    'a.org',
    'file:///etc/passwd',
    'javascript:1',
  ])
    assert.notEqual(webhookUrlProblem(text), null, text);
  assert.equal(webhookUrlProblem('https://a.org/x?y=1'), null);
});

test('of a webhook the host is shown, never its path', () => {
  assert.equal(shownTarget('webhook', 'https://hooks.example.org/services/T0/secret'), 'https://hooks.example.org/…');
});
