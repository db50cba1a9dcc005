const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;
const ADOBE = 0xee;

/** "JFIF", version 1.1, no unit, 1:1, no thumbnail: says that three components are YCbCr. */
const JFIF = Buffer.from([0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);

/**
 * A JPEG or JPEG-LS codestream that keeps tables, frame and scans, and drops comments, application segments but for
 * what decides the colours, and whatever follows its end. `first` is put behind SOI. Decodes to the same samples.
 * `complete` is false when the stream ends without its end-of-image marker, which is then written.
 */
export function scrubJpeg(
  bytes: Buffer,
  { first = null, isLs = false }: { first?: Buffer | null; isLs?: boolean } = {},
): { stream: Buffer; complete: boolean } {
  const kept: Buffer[] = [bytes.subarray(0, 2), ...(first === null ? [] : [first])];
  let complete = false;
  let at = 2;
  while (at + 2 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    complete = marker === END_OF_IMAGE;
    if (complete) break;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const next = at + 2 + (at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : 2);
    const end = marker === START_OF_SCAN ? endOfScan(bytes, next, isLs) : next;
    kept.push(keptSegment(bytes, marker, at, end));
    at = end;
  }
  kept.push(Buffer.from([0xff, END_OF_IMAGE]));
  return { stream: Buffer.concat(kept), complete };
}

/** One segment as it is kept: application segments only as far as they decide the colours. */
function keptSegment(bytes: Buffer, marker: number, at: number, end: number): Buffer {
  const name = bytes.toString('latin1', at + 4, at + 9);
  if (marker === 0xe0 && name === 'JFIF\0') return JFIF;
  if (marker === ADOBE && name === 'Adobe' && end - at >= 16) {
    return Buffer.concat([Buffer.from([0xff, ADOBE, 0, 14]), bytes.subarray(at + 4, at + 16)]);
  }
  // The colour transform that JPEG-LS encoders of one maker name: "mrfx" and its number.
  if (marker === 0xe8 && name.startsWith('mrfx') && end - at >= 9) {
    return Buffer.concat([Buffer.from([0xff, 0xe8, 0, 7]), bytes.subarray(at + 4, at + 9)]);
  }
  const dropped = (marker >= 0xe0 && marker <= 0xef) || marker === COMMENT;
  return dropped ? Buffer.alloc(0) : bytes.subarray(at, end);
}

/**
 * Where the entropy-coded data end: at the first marker that is no restart. Data write 0xFF as 0xFF00 (T.81 B.1.1.5),
 * those of JPEG-LS as 0xFF and a byte below 0x80 (T.87 A.1).
 */
export function endOfScan(bytes: Buffer, start: number, isLs = false): number {
  const highestStuffing = isLs ? 0x7f : 0;
  for (let at = start; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next > highestStuffing && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}
