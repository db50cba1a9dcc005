/** Writes one element, padded to even length; nothing for null. Tags as in `x00280010`. */
export type Write = (tag: string, vr: string, value: Uint8Array | null) => Buffer;

/** Value representations whose length takes four bytes (PS3.5 7.1.2), of those that are written. */
const LONG = new Set(['OB', 'OW', 'SQ']);

/** Elements in little endian, with their value representations or without. */
export const writer =
  (explicit: boolean): Write =>
  (tag, vr, value) => {
    if (value === null) return Buffer.alloc(0);
    const padding = value.length % 2 === 0 ? [] : [vr === 'UI' || vr.startsWith('O') ? 0 : 0x20];
    const padded = Buffer.concat([value, Buffer.from(padding)]);
    const head = Buffer.alloc(4);
    head.writeUInt16LE(Number.parseInt(tag.slice(1, 5), 16), 0);
    head.writeUInt16LE(Number.parseInt(tag.slice(5), 16), 2);
    if (!explicit) return Buffer.concat([head, uint32(padded.length), padded]);
    const long = Buffer.concat([Buffer.alloc(2), uint32(padded.length)]);
    return Buffer.concat([
      head,
      Buffer.from(vr, 'latin1'),
      LONG.has(vr) ? long : uint32(padded.length).subarray(0, 2),
      padded,
    ]);
  };

/** The value of a sequence: its items with their lengths. */
export function writeSequence(items: readonly Buffer[]): Buffer {
  return Buffer.concat(items.flatMap((item) => [Buffer.from([0xfe, 0xff, 0x00, 0xe0]), uint32(item.length), item]));
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
