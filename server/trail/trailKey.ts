import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The Ed25519 key that checkpoints are signed with, from a PEM file (PKCS #8, mode 600) outside the database; made where
 * there is none. Of processes that make it at the same time one does.
 * @throws RangeError `trail key: …` for a file that holds another kind of key, or none
 */
export function trailKey(path: string): KeyObject {
  const text = keptPem(path) ?? makePem(path);
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    throw new RangeError(`trail key: ${path} holds no private key (PEM)`);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new RangeError(`trail key: ${path} is no Ed25519 key`);
  return key;
}

function keptPem(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function makePem(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${randomUUID()}`;
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(part, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(part, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(part, { force: true });
  }
  return readFileSync(path, 'utf8');
}
