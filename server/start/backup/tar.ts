import type { FileHandle } from 'node:fs/promises';
import { BLOCK, tarPadding } from '@/server/trail/tarHeader';
import { StartError } from '../startError';

/** A file inside: its bytes lie at `offset`. */
export type TarEntry = { name: string; size: number; offset: number };

/** Lists the files in order without reading them. Throws one line when it is no tar, is damaged or is cut off. */
export async function* tarEntries(file: FileHandle): AsyncGenerator<TarEntry> {
  const { size: length } = await file.stat();
  for (let at = 0; ; ) {
    const header = Buffer.alloc(BLOCK);
    const { bytesRead } = await file.read(header, 0, BLOCK, at);
    if (bytesRead < BLOCK) throw new StartError('the file is cut off: it does not end as a backup does');
    if (header.every((byte) => byte === 0)) return;
    const entry = readHeader(header, at + BLOCK);
    if (entry.offset + entry.size > length) throw new StartError('the file is cut off in the middle of its content');
    yield entry;
    at = entry.offset + entry.size + tarPadding(entry.size).length;
  }
}

function readHeader(header: Buffer, offset: number): TarEntry {
  const text = (from: number, to: number) => header.toString('latin1', from, to).split('\0')[0]?.trim() ?? '';
  const stored = Number.parseInt(text(148, 156), 8);
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  if (text(257, 263) !== 'ustar' || stored !== sum) throw new StartError('the file is no backup, or it is damaged');
  return { name: text(0, 100), size: Number.parseInt(text(124, 136), 8), offset };
}

/** The bytes of a file inside, in pieces of at most 1 MiB. */
export async function* tarBytes(file: FileHandle, entry: TarEntry): AsyncGenerator<Buffer> {
  for (let at = 0; at < entry.size; ) {
    const piece = Buffer.alloc(Math.min(1 << 20, entry.size - at));
    const { bytesRead } = await file.read(piece, 0, piece.length, entry.offset + at);
    if (bytesRead === 0) throw new StartError('the file is cut off in the middle of its content');
    yield piece.subarray(0, bytesRead);
    at += bytesRead;
  }
}
