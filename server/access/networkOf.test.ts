import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressKey } from './attempts';

test('every host of an IPv6 /64 counts as one, however its address is written', () => {
  const keys = ['2001:db8::a:b:c:d', '2001:db8::1', '2001:0DB8:0:0:9:8:7:6', '2001:db8:0:0:9::', '2001:db8::192.0.2.1'];
  assert.deepEqual([...new Set(keys.map((one) => addressKey('x', one)))], ['x:2001:db8:0:0']);
  assert.equal(addressKey('x', 'fe80::1%eth0'), 'x:fe80:0:0:0');
  assert.equal(addressKey('x', '2001:db8:0:1::1'), 'x:2001:db8:0:1');
  assert.equal(addressKey('x', '::1'), 'x:0:0:0:0');
});

test('IPv4 addresses count one by one, also when they are written as IPv6', () => {
  assert.equal(addressKey('x', '192.0.2.1'), 'x:192.0.2.1');
  assert.equal(addressKey('x', '::ffff:c000:201'), 'x:192.0.2.1');
  assert.equal(addressKey('x', '::ffff:192.0.2.2'), 'x:192.0.2.2');
  assert.equal(addressKey('x', null), 'x:unknown');
});
