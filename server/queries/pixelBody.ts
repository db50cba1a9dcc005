import { z } from 'zod';

/** What stands before the samples; see `FullDepth` of server/image/fullDepth for the meaning of each. */
const facts = z.object({
  height: z.number().int().positive(),
  width: z.number().int().positive(),
  bits: z.number().int().min(8).max(16),
  bytesPerSample: z.union([z.literal(1), z.literal(2)]),
  scale: z.number(),
  offset: z.number(),
  values: z.object({ slope: z.number(), intercept: z.number() }).nullable(),
});

/** Samples [height, width] with the line that makes greys of them: grey = sample · scale + offset, 0–255. */
export type Pixels = Omit<z.infer<typeof facts>, 'bytesPerSample'> & { samples: Uint8Array | Uint16Array };

/** Media type of the body. */
export const PIXELS_TYPE = 'application/vnd.sightline.pixels';

/** "SLPX" in the first four bytes, low byte first. */
const MAGIC = 0x58504c53;
const PREFIX = 8;

/**
 * Pixels as bytes: "SLPX", the length of the facts (uint32), the facts as JSON padded with spaces so that the samples
 * begin at a multiple of 8, the samples row by row. All numbers little endian.
 */
export function encodePixels({ samples, ...rest }: Pixels): Uint8Array<ArrayBuffer> {
  const bytesPerSample = samples.BYTES_PER_ELEMENT;
  const json = JSON.stringify({ ...rest, bytesPerSample });
  const text = new TextEncoder().encode(json.padEnd(Math.ceil((json.length + PREFIX) / 8) * 8 - PREFIX));
  const body = new Uint8Array(PREFIX + text.length + samples.byteLength);
  const head = new DataView(body.buffer);
  head.setUint32(0, MAGIC, true);
  head.setUint32(4, text.length, true);
  body.set(text, PREFIX);
  body.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), PREFIX + text.length);
  return body;
}

/** The way back. The samples are a view of `body`. Throws RangeError on anything else. */
export function readPixels(body: ArrayBuffer): Pixels {
  const head = new DataView(body);
  if (body.byteLength < PREFIX || head.getUint32(0, true) !== MAGIC) throw new RangeError('pixels: not a pixel body');
  const start = PREFIX + head.getUint32(4, true);
  if (start > body.byteLength) throw new RangeError(`pixels: ${body.byteLength} bytes for ${start} of facts`);
  const { bytesPerSample, ...rest } = facts.parse(JSON.parse(new TextDecoder().decode(body.slice(PREFIX, start))));
  const count = rest.height * rest.width;
  if (body.byteLength !== start + count * bytesPerSample) throw new RangeError(`pixels: ${body.byteLength} bytes`);
  const samples = bytesPerSample === 1 ? new Uint8Array(body, start, count) : new Uint16Array(body, start, count);
  return { ...rest, samples };
}
