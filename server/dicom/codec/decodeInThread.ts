import type { StreamHeader } from '../codestream/streamHeader';
import { corrupt } from '../corrupt';
import type { Cells } from './cells';
import { DecoderThread, type ThreadCoding } from './decoderThread';

/**
 * Milliseconds after which a decoder is ended: 60 times what JPEG 2000 takes (64 Mpx: 10.5 s), for a sound file must
 * not fail because the machine is busy. 20 processes on two cores slowed it down 18 times.
 */
const timeoutOf = ({ height, width }: StreamHeader): number => 60_000 + (height * width) / 100;

const threads = { 'jpeg-ls': new DecoderThread('jpeg-ls'), 'jpeg-2000': new DecoderThread('jpeg-2000') };

let last: Promise<unknown> = Promise.resolve();

/** One frame at a time: each may need gigabytes, and the next would only slow it down. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work);
  last = result.catch(() => undefined);
  return result;
}

/**
 * Decodes JPEG-LS or JPEG 2000 to cells [height, width, components]: words for over 8 bits, two's complement when
 * signed. `header` is what the codestream says of itself, which the decoder must have found too.
 * Errors: `unreadable-image`, also when the decoder does not come to an end; a plain Error, which may pass, when the
 * decoder could not be run.
 */
export async function decodeInThread(coding: ThreadCoding, stream: Buffer, header: StreamHeader): Promise<Cells> {
  const decoded = await inTurn(() => threads[coding].ask(stream, timeoutOf(header)));
  const { height, width, components, precision } = header;
  const bytesPerCell = precision > 8 ? 2 : 1;
  const found = decoded?.frame;
  const agrees =
    found?.height === height &&
    found.width === width &&
    found.components === components &&
    found.precision === precision;
  if (decoded === null || !agrees || decoded.bytes.length !== height * width * components * bytesPerCell) {
    throw corrupt('its compressed pixels cannot be decoded');
  }
  const cells = bytesPerCell === 1 ? decoded.bytes : new Uint16Array(decoded.bytes.buffer);
  return decoded.isPlanar ? interleave(cells, components) : cells;
}

/** Planes one after the other to samples side by side. */
export function interleave(cells: Cells, components: number): Cells {
  const pixels = cells.length / components;
  const mixed = cells instanceof Uint8Array ? new Uint8Array(cells.length) : new Uint16Array(cells.length);
  for (let at = 0; at < cells.length; at += 1) {
    mixed[(at % pixels) * components + Math.floor(at / pixels)] = cells[at] ?? 0;
  }
  return mixed;
}
