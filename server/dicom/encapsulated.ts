import { corrupt, truncated, unsupported } from './corrupt';

const ITEM = 0xe000fffe;
const DELIMITER = 0xe0ddfffe;
const ITEM_HEAD = 8;

/** One frame comes in a few fragments; more than this is an attack on the memory. */
const MOST_FRAGMENTS = 65_536;

type Item = { start: number; end: number };

function readItems(file: Buffer, at: number): Item[] {
  const items: Item[] = [];
  for (let position = at; ; ) {
    if (position + ITEM_HEAD > file.length) throw truncated('Pixel Data ends within its fragments');
    const tag = file.readUInt32LE(position);
    if (tag === DELIMITER) return items;
    if (tag !== ITEM) throw corrupt('no fragment where one must be in Pixel Data');
    const start = position + ITEM_HEAD;
    const end = start + file.readUInt32LE(position + 4);
    if (end > file.length) throw truncated('a fragment of Pixel Data goes on behind the end of the file');
    if (items.length > MOST_FRAGMENTS) throw corrupt('Pixel Data has too many fragments');
    items.push({ start, end });
    position = end;
  }
}

/**
 * The codestream of the one frame of encapsulated Pixel Data (PS3.5 A.4): all fragments, joined. `at` is where the
 * Basic Offset Table's item starts. An offset table of several frames is refused, whatever Number of Frames says.
 */
export function readFragments(file: Buffer, at: number): Buffer {
  const [offsets, ...fragments] = readItems(file, at);
  if (offsets === undefined || fragments.length === 0) throw corrupt('Pixel Data without a fragment');
  const frames = (offsets.end - offsets.start) / 4;
  if (frames > 1) throw unsupported(`${Math.floor(frames)} frames in the offset table; one frame is accepted`);
  const [first] = fragments;
  if (fragments.length === 1 && first !== undefined) return file.subarray(first.start, first.end);
  return Buffer.concat(fragments.map(({ start, end }) => file.subarray(start, end)));
}

/** The value of Pixel Data with an empty offset table and one fragment, with its delimiter; `stream` may be odd. */
export function writeFragments(stream: Uint8Array): Buffer {
  const padding = stream.length % 2;
  const head = Buffer.alloc(2 * ITEM_HEAD);
  head.writeUInt32LE(ITEM, 0);
  head.writeUInt32LE(ITEM, ITEM_HEAD);
  head.writeUInt32LE(stream.length + padding, ITEM_HEAD + 4);
  const tail = Buffer.alloc(padding + ITEM_HEAD);
  tail.writeUInt32LE(DELIMITER, padding);
  return Buffer.concat([head, stream, tail]);
}
