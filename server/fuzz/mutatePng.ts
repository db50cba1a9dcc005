import { crc32 } from 'node:zlib';
import type { Draws } from './draws';
import { mutateBytes, ODD_NUMBERS } from './mutateBytes';

type Chunk = { type: string; data: Buffer };

const SIGNATURE_LENGTH = 8;
const TYPES = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'acTL', 'fcTL', 'fdAT', 'eXIf', 'iCCP', 'zTXt', 'sPLT', 'gAMA'];

/** Changes a PNG chunk by chunk, with check sums that are right again, so that the decoder gets to see the change. */
export function mutatePng(bytes: Buffer, draws: Draws): Buffer {
  const chunks = readChunks(bytes);
  for (let round = draws.below(3); round >= 0; round -= 1) change(chunks, draws);
  return Buffer.concat([bytes.subarray(0, SIGNATURE_LENGTH), ...chunks.map((chunk) => writeChunk(chunk))]);
}

function change(chunks: Chunk[], draws: Draws): void {
  const at = draws.below(chunks.length);
  const chunk = chunks[at];
  if (chunk === undefined) return;
  const actions = [
    () => {
      chunk.data = mutateBytes(chunk.data, draws);
    },
    () => {
      chunk.type = draws.pick(TYPES);
    },
    () => void chunks.splice(at, 1),
    () => void chunks.splice(draws.below(chunks.length), 0, chunk),
    () => void chunks.splice(at, 0, { type: draws.pick(TYPES), data: Buffer.from(draws.bytes(draws.below(40))) }),
    () => lieInHeader(chunks[0], draws),
    () => lieInHeader(chunks[0], draws),
  ];
  draws.pick(actions)();
}

/** Width, height, bit depth, colour type, compression, filter, interlace (W3C PNG §11.2.2). */
function lieInHeader(header: Chunk | undefined, draws: Draws): void {
  if (header === undefined || header.data.length < 13) return;
  const data = Buffer.from(header.data);
  const field = draws.below(7);
  if (field < 2) data.writeUInt32BE(draws.pick(ODD_NUMBERS), 4 * field);
  else data[6 + field] = draws.pick([0, 1, 2, 3, 4, 6, 8, 16, 255]);
  header.data = data;
}

function readChunks(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE_LENGTH; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

/** One chunk with its length and check sum (W3C PNG §5.3). */
export function writeChunk({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
