import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below `folder` (or `folder` itself when it is a file), relative to `root`, sorted. */
export function filesBelow(root: string, folder: string): string[] {
  const stat = statSync(join(root, folder), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [folder];
  return readdirSync(join(root, folder))
    .sort()
    .flatMap((name) => filesBelow(root, `${folder}/${name}`));
}

/**
 * sha256 over names and contents of what a build depends on. Tests and generated files do not count. Contents and not
 * times, so that a checkout, a touch or a copy builds nothing anew.
 */
export function sourceHash(root: string, folders: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of folders.flatMap((folder) => filesBelow(root, folder))) {
    if (/\.test\.tsx?$/.test(file) || file.startsWith('server/db/generated/')) continue;
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}
