import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { TAR_END, tarHeader, tarPadding } from '@/server/trail/tarHeader';
import { StartError } from '../startError';

/** Writes the entries of a backup one after the other; nothing is held in memory but the piece in hand. */
export type BackupWriter = {
  /** Answers the sha256 of the bytes. */
  add: (name: string, bytes: Buffer) => Promise<string>;
  /** Adds a file of the store; throws when its bytes are not what its name says. Answers their number. */
  addStored: (name: string, path: string, sha256: string) => Promise<number>;
  /** Everything is on the disk when this resolves. */
  finish: () => Promise<void>;
  /** Lets go of the file; it is no backup. */
  abandon: () => void;
};

/** Opens a new file that only its owner may read. */
export function openWriter(path: string): BackupWriter {
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600, highWaterMark: 1 << 20 });
  let failed: Error | null = null;
  out.on('error', (error) => {
    failed = error;
  });
  const write = async (bytes: Buffer): Promise<void> => {
    if (failed) throw failed;
    if (bytes.length > 0 && !out.write(bytes)) await once(out, 'drain');
  };
  return {
    async add(name, bytes) {
      await write(tarHeader(name, bytes.length));
      await write(bytes);
      await write(tarPadding(bytes.length));
      return createHash('sha256').update(bytes).digest('hex');
    },
    async addStored(name, path, sha256) {
      const file = await open(path);
      const { size } = await file.stat();
      await write(tarHeader(name, size));
      const hash = createHash('sha256');
      for await (const piece of createReadStream('', { fd: file, highWaterMark: 1 << 20 })) {
        hash.update(piece);
        await write(piece);
      }
      if (hash.digest('hex') !== sha256)
        throw new StartError(`the file ${sha256.slice(0, 12)}… of the store is damaged; the backup was given up`);
      await write(tarPadding(size));
      return size;
    },
    async finish() {
      await write(TAR_END);
      out.end();
      await once(out, 'finish');
      if (failed) throw failed;
      const file = await open(path, 'r');
      await file.sync();
      await file.close();
    },
    abandon: () => void out.destroy(),
  };
}
