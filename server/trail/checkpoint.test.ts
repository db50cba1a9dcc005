import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { isSigned, keyIdOf, publicPem, signPlace } from './checkpoint';

const own = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const signed = signPlace({ seq: 7, hash: 'ab'.repeat(32) }, new Date(0), own.privateKey);

test('a checkpoint is signed by the key that it names, and by no other', () => {
  assert.equal(signed.keyId, keyIdOf(own.publicKey));
  assert.match(publicPem(own.privateKey), /^-----BEGIN PUBLIC KEY/);
  assert.ok(isSigned(signed, [other.publicKey, own.publicKey]));
  assert.ok(!isSigned(signed, [other.publicKey]));
  assert.ok(!isSigned(signed, []));
});

test('nothing of it can be changed', () => {
  const changed = [{ seq: 8 }, { hash: 'ac'.repeat(32) }, { at: new Date(1).toISOString() }, { signature: 'AAAA' }];
  for (const change of changed) assert.ok(!isSigned({ ...signed, ...change }, [own.publicKey]), JSON.stringify(change));
  const claimed = { ...signed, keyId: keyIdOf(other.publicKey) };
  assert.ok(!isSigned(claimed, [own.publicKey, other.publicKey]));
});
