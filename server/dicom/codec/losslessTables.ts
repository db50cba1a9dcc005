import { corrupt, truncated, unsupported } from '../corrupt';
import { type HuffmanTable, huffmanTable } from './huffmanTable';

/** One scan of a lossless JPEG: its components by place, their tables, and where its data begin. */
export type LosslessScan = {
  components: { place: number; table: HuffmanTable }[];
  /** 1 to 7, ITU-T T.81 table H.1. */
  predictor: number;
  pointTransform: number;
  /** Lines between restarts; 0 without. */
  restartLines: number;
  start: number;
};

type State = { tables: Map<number, HuffmanTable>; places: Map<number, number>; interval: number };

function readTables(segment: Buffer, tables: State['tables']): void {
  for (let at = 0; at + 17 <= segment.length; ) {
    const counts = segment.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    tables.set((segment[at] ?? 0) & 15, huffmanTable(counts, segment.subarray(at + 17, at + 17 + total)));
    at += 17 + total;
  }
}

/** Component identifiers by place; several components must not be subsampled. */
function readComponents(segment: Buffer, places: State['places']): void {
  const count = segment[5] ?? 0;
  for (let place = 0; place < count; place += 1) {
    if (count > 1 && segment[7 + 3 * place] !== 0x11) throw unsupported('lossless JPEG with subsampled components');
    places.set(segment[6 + 3 * place] ?? 0, place);
  }
}

function readScan(segment: Buffer, { tables, places, interval }: State, width: number): Omit<LosslessScan, 'start'> {
  const count = segment[0] ?? 0;
  if (segment.length < 4 + 2 * count || count < 1) throw corrupt('the JPEG scan header is too short');
  const components = Array.from({ length: count }, (_, index) => {
    const place = places.get(segment[1 + 2 * index] ?? 0);
    const table = tables.get((segment[2 + 2 * index] ?? 0) >> 4);
    if (place === undefined || table === undefined) throw corrupt('the JPEG scan names what was not defined');
    return { place, table };
  });
  const [predictor = 0, , last = 0] = segment.subarray(1 + 2 * count);
  if (predictor < 1 || predictor > 7) throw corrupt('the JPEG predictor is not 1 to 7');
  if (interval % width !== 0) throw corrupt('the JPEG restart interval is no number of lines');
  return { components, predictor, pointTransform: last & 15, restartLines: interval / width };
}

/** The scans of a lossless JPEG codestream whose frame header has been read; `endOf` finds where a scan's data end. */
export function losslessScans(bytes: Buffer, width: number, endOf: (start: number) => number): LosslessScan[] {
  const state: State = { tables: new Map(), places: new Map(), interval: 0 };
  const scans: LosslessScan[] = [];
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return scans;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at + 4, end);
    if (end > bytes.length) throw truncated('the JPEG codestream ends in a header');
    if (marker === 0xc4) readTables(segment, state.tables);
    if (marker === 0xc3) readComponents(segment, state.places);
    if (marker === 0xdd && segment.length >= 2) state.interval = segment.readUInt16BE(0);
    if (marker === 0xda) scans.push({ ...readScan(segment, state, width), start: end });
    at = marker === 0xda ? endOf(end) : end;
    if (scans.length > 3) throw corrupt('the JPEG codestream has too many scans');
  }
  return scans;
}
