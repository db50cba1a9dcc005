import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@/server/problem/appError';

/** A content-addressed store: bytes are known by their sha256 and never change. */
export type FileStore = {
  /** Keeps the bytes; `created` is false when they were there. Durable when it answers. */
  put(bytes: Uint8Array): Promise<{ sha256: string; created: boolean }>;
  get(sha256: string): Promise<Buffer>;
  has(sha256: string): Promise<boolean>;
  /** Forgets the bytes; no error when they are not there. */
  remove(sha256: string): Promise<void>;
  /** Hashes of what is kept since before `time` (ms), folder by folder, each folder's in order. */
  olderThan(time: number): AsyncIterable<string[]>;
  /** Removes half-written files from before `time` (ms), as a killed process leaves them; answers how many. */
  clearHalfWritten(time: number): Promise<number>;
};

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A store in a local folder: `ab/cd/abcd…`. A file appears under its name only when it is whole and on disk. */
export function openFileStore(root: string): FileStore {
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError(`not a sha256: ${sha256.slice(0, 80)}`);
    return join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const has = async (sha256: string): Promise<boolean> => {
    const found = await stat(pathOf(sha256)).catch(() => null);
    return found?.isFile() ?? false;
  };
  return {
    has,
    async put(bytes) {
      const sha256 = sha256Of(bytes);
      if (await has(sha256)) return { sha256, created: false };
      await writeDurably(pathOf(sha256), join(root, 'tmp'), bytes);
      return { sha256, created: true };
    },
    async get(sha256) {
      return readFile(pathOf(sha256)).catch((cause: unknown) => {
        throw new AppError('unavailable', `the file ${sha256.slice(0, 12)}… is missing in the store`, { cause });
      });
    },
    async remove(sha256) {
      await rm(pathOf(sha256), { force: true });
    },
    async *olderThan(time) {
      for (const first of await namesIn(root)) {
        if (first.length !== 2) continue;
        for (const second of await namesIn(join(root, first))) {
          const old = await oldIn(join(root, first, second), time);
          if (old.length > 0) yield old;
        }
      }
    },
    async clearHalfWritten(time) {
      const folder = join(root, 'tmp');
      const old = await oldIn(folder, time);
      await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
      return old.length;
    },
  };
}

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).then(
    (names) => names.sort(),
    () => [],
  );

/** Names of the files of a folder that were last written before `time`, in order. */
async function oldIn(folder: string, time: number): Promise<string[]> {
  const names = await namesIn(folder);
  const times = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)));
  return names.filter((_, i) => (times[i]?.mtimeMs ?? time) < time);
}

async function writeDurably(path: string, temporaryFolder: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await mkdir(temporaryFolder, { recursive: true });
  const temporary = join(temporaryFolder, randomUUID());
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new AppError('unavailable', 'the file could not be stored: check the free space of the data folder', {
      cause,
    });
  }
}
