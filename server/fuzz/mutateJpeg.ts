import type { Draws } from './draws';
import { mutateBytes } from './mutateBytes';

const MARKERS = [0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc9, 0xcc, 0xd0, 0xd8, 0xd9, 0xda, 0xdb, 0xdd, 0xe0, 0xe1, 0xf7, 0xfe];

type Segment = { marker: number; body: Buffer };

/** Changes a JPEG marker by marker (ITU-T T.81 B.1.1): lengths stay true, unless they are what is lied about. */
export function mutateJpeg(bytes: Buffer, draws: Draws): Buffer {
  const { segments, rest } = readSegments(bytes);
  let scan = rest;
  for (let round = draws.below(3); round >= 0; round -= 1) {
    const at = draws.below(segments.length);
    const segment = segments[at];
    if (segment === undefined || draws.chance(0.25)) {
      scan = mutateBytes(scan, draws);
      continue;
    }
    const actions = [
      () => {
        segment.body = mutateBytes(segment.body, draws);
      },
      () => {
        segment.marker = draws.pick(MARKERS);
      },
      () => void segments.splice(at, 1),
      () => void segments.splice(draws.below(segments.length), 0, segment),
      () =>
        void segments.splice(at, 0, { marker: draws.pick(MARKERS), body: Buffer.from(draws.bytes(draws.below(40))) }),
    ];
    draws.pick(actions)();
  }
  return Buffer.concat([bytes.subarray(0, 2), ...segments.map((segment) => write(segment, draws)), scan]);
}

function write({ marker, body }: Segment, draws: Draws): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  const length = draws.chance(0.02) ? draws.below(65_536) : Math.min(65_535, body.length + 2);
  head.writeUInt16BE(length, 2);
  return Buffer.concat([head, body]);
}

/** Segments up to the first scan, and everything from there on. */
function readSegments(bytes: Buffer): { segments: Segment[]; rest: Buffer } {
  const segments: Segment[] = [];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    segments.push({ marker: bytes[at + 1] ?? 0, body: bytes.subarray(at + 4, end) });
    at = end;
  }
  return { segments, rest: bytes.subarray(at) };
}
