import { copyFile, link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../startError';

/** The sha256 of every file of the store that rows need; matches server/db/unneededFiles.ts. */
export const NEEDED_FILES = `
  select sha256
  from (
    select file_sha256 as sha256 from instance union select sha256 from mask
    union select sha256 from lesion
    union select picture_sha256 from edit
    union select sha256 from model_version
    union select sha256 from registration where status <> 'refused'
  ) file
  where sha256 is not null`;

export const pathInStore = (store: string, sha256: string): string =>
  join(store, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

/** Files of the store under second names, which nobody removes. */
export type HeldFiles = { folder: string; missing: string[] };

/**
 * Gives each file a second name below `folder` (a hard link, or a copy where the disk has none), so that the product may
 * go on removing. `missing`: those that were gone already.
 */
export async function holdFiles(store: string, folder: string, sha256s: Iterable<string>): Promise<HeldFiles> {
  const missing: string[] = [];
  const made = new Set<string>();
  for (const sha256 of sha256s) {
    const held = pathInStore(folder, sha256);
    if (!made.has(dirname(held))) await mkdir(dirname(held), { recursive: true, mode: 0o700 });
    made.add(dirname(held));
    if (!(await hold(pathInStore(store, sha256), held))) missing.push(sha256);
  }
  return { folder, missing };
}

async function hold(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to).catch((error: unknown) => {
      if (!['EPERM', 'EXDEV', 'ENOTSUP', 'EMLINK', 'EOPNOTSUPP'].includes(errorCode(error))) throw error;
      return copyFile(from, to);
    });
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

export const letGo = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
