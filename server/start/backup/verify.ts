import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { StartError } from '../startError';
import { type BackupHeader, type BackupManifest, headerSchema, manifestSchema } from './contents';
import { type TarEntry, tarBytes, tarEntries } from './tar';

export type Verified = { header: BackupHeader; manifest: BackupManifest; entries: TarEntry[] };

/**
 * Reads the whole file and compares every sha256 before anything is touched. Throws one line when the file is no backup,
 * is cut off or was changed.
 */
export async function verifyBackup(file: FileHandle, check: () => void): Promise<Verified> {
  const found: Record<string, string> = {};
  const entries: TarEntry[] = [];
  const store = { files: 0, bytes: 0 };
  let header: BackupHeader | null = null;
  let manifest: BackupManifest | null = null;
  for await (const entry of tarEntries(file)) {
    check();
    if (manifest) throw new StartError(`the file holds more than a backup: ${entry.name}`);
    const keep = entry.name === 'header.json' || entry.name === 'manifest.json';
    const { sha256, bytes } = await readEntry(file, entry, keep);
    if (entry.name === 'header.json') header = parse(headerSchema, bytes);
    if (entry.name === 'manifest.json') manifest = parse(manifestSchema, bytes);
    else if (!entry.name.startsWith('store/')) found[entry.name] = sha256;
    else if (entry.name.endsWith(`/${sha256}`)) {
      store.files += 1;
      store.bytes += entry.size;
    } else throw new StartError(`the file is damaged: ${entry.name} holds other bytes than its name says`);
    entries.push(entry);
  }
  if (!header) throw new StartError('the file is no backup of this product');
  if (!manifest) throw new StartError('the file is cut off: its manifest is missing');
  requireEqual(manifest, found, store);
  return { header, manifest, entries };
}

async function readEntry(file: FileHandle, entry: TarEntry, keep: boolean): Promise<{ sha256: string; bytes: Buffer }> {
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  for await (const piece of tarBytes(file, entry)) {
    hash.update(piece);
    if (keep) pieces.push(piece);
  }
  return { sha256: hash.digest('hex'), bytes: Buffer.concat(pieces) };
}

function parse<T>(schema: { parse: (value: unknown) => T }, bytes: Buffer): T {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw new StartError('the file is no backup that this version can read', { cause });
  }
}

function requireEqual(manifest: BackupManifest, found: Record<string, string>, store: BackupManifest['store']): void {
  const names = new Set([...Object.keys(found), ...Object.keys(manifest.entries)]);
  const wrong = [...names].filter((name) => found[name] !== manifest.entries[name]);
  if (wrong.length > 0) throw new StartError(`the file is damaged: ${wrong[0]} is not what the manifest says`);
  if (store.files !== manifest.store.files || store.bytes !== manifest.store.bytes)
    throw new StartError(`the file is damaged: ${store.files} stored files, its manifest says ${manifest.store.files}`);
}
