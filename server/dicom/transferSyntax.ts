import { AppError } from '@/server/problem/appError';

export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** How the cells of Pixel Data are written: as they are (native), or as a codestream of this kind. */
export type Coding = 'native' | 'rle' | 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000';

/** What a reader has to know of a transfer syntax (PS3.5 §10, annex A). */
export type TransferSyntax = {
  uid: string;
  explicit: boolean;
  bigEndian: boolean;
  deflated: boolean;
  /** Pixel Data comes in fragments (PS3.5 A.4). */
  encapsulated: boolean;
  coding: Coding;
};

type Layout = Partial<Omit<TransferSyntax, 'uid'>>;

const stream = (coding: Coding): Layout => ({ encapsulated: true, coding });

const ACCEPTED: Record<string, Layout> = {
  [IMPLICIT_LITTLE_ENDIAN]: { explicit: false },
  [EXPLICIT_LITTLE_ENDIAN]: {},
  '1.2.840.10008.1.2.1.98': stream('native'),
  '1.2.840.10008.1.2.1.99': { deflated: true },
  '1.2.840.10008.1.2.2': { bigEndian: true },
  '1.2.840.10008.1.2.4.50': stream('jpeg'),
  '1.2.840.10008.1.2.4.51': stream('jpeg'),
  '1.2.840.10008.1.2.4.57': stream('jpeg-lossless'),
  '1.2.840.10008.1.2.4.70': stream('jpeg-lossless'),
  '1.2.840.10008.1.2.4.80': stream('jpeg-ls'),
  '1.2.840.10008.1.2.4.81': stream('jpeg-ls'),
  '1.2.840.10008.1.2.4.90': stream('jpeg-2000'),
  '1.2.840.10008.1.2.4.91': stream('jpeg-2000'),
  '1.2.840.10008.1.2.5': stream('rle'),
};

/** For refusals: what to send instead. */
const ACCEPTED_SYNTAXES =
  'uncompressed (implicit, explicit, big endian), deflated, RLE, JPEG Baseline, JPEG Lossless, JPEG-LS and JPEG 2000';

/** DICOM PS3.6, table A-1, transfer syntaxes that a radiograph may come in. */
const NAMES: Record<string, string> = {
  '1.2.840.10008.1.2.4.52': 'JPEG Extended (Process 3 and 5)',
  '1.2.840.10008.1.2.4.53': 'JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)',
  '1.2.840.10008.1.2.4.55': 'JPEG Full Progression, Non-Hierarchical (Process 10 and 12)',
  '1.2.840.10008.1.2.4.92': 'JPEG 2000 Part 2 Multi-component (Lossless Only)',
  '1.2.840.10008.1.2.4.93': 'JPEG 2000 Part 2 Multi-component',
  '1.2.840.10008.1.2.4.94': 'JPIP Referenced',
  '1.2.840.10008.1.2.4.95': 'JPIP Referenced Deflate',
  '1.2.840.10008.1.2.4.100': 'MPEG2 Main Profile / Main Level',
  '1.2.840.10008.1.2.4.101': 'MPEG2 Main Profile / High Level',
  '1.2.840.10008.1.2.4.102': 'MPEG-4 AVC/H.264 High Profile / Level 4.1',
  '1.2.840.10008.1.2.4.107': 'HEVC/H.265 Main Profile / Level 5.1',
  '1.2.840.10008.1.2.4.110': 'JPEG XL Lossless',
  '1.2.840.10008.1.2.4.111': 'JPEG XL JPEG Recompression',
  '1.2.840.10008.1.2.4.112': 'JPEG XL',
  '1.2.840.10008.1.2.4.201': 'High-Throughput JPEG 2000 (Lossless Only)',
  '1.2.840.10008.1.2.4.202': 'High-Throughput JPEG 2000 with RPCL Options (Lossless Only)',
  '1.2.840.10008.1.2.4.203': 'High-Throughput JPEG 2000',
};

/** "UID (name)"; a UID that is not one is not repeated. */
function nameSyntax(uid: string): string {
  if (!/^[0-9.]{1,64}$/.test(uid)) return 'that is not a UID';
  return `${uid} (${NAMES[uid] ?? 'unknown name'})`;
}

/** The layout of an accepted transfer syntax. Throws `unsupported-syntax`, naming the syntax and what is accepted. */
export function syntaxOf(uid: string): TransferSyntax {
  const layout = Object.hasOwn(ACCEPTED, uid) ? ACCEPTED[uid] : undefined;
  if (layout === undefined) {
    throw new AppError('unsupported-syntax', `transfer syntax: ${nameSyntax(uid)}; accepted: ${ACCEPTED_SYNTAXES}`);
  }
  const plain = { explicit: true, bigEndian: false, deflated: false, encapsulated: false, coding: 'native' } as const;
  return { uid, ...plain, ...layout };
}
