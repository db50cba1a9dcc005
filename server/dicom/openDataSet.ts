import dicomParser, { type ByteStream, type DataSet } from 'dicom-parser';
import { AppError } from '@/server/problem/appError';
import { elementText } from './elements';
import { inflateDataSet } from './inflateDataSet';
import { sniffDicom } from './sniffDicom';
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN, syntaxOf, type TransferSyntax } from './transferSyntax';

const PIXEL_DATA = 'x7fe00010';

/** Bytes in which the file header must end; it is read before it can be judged. */
const LONGEST_HEADER = 1024 * 1024;

/**
 * 16-bit reads in which Pixel Data must be reached: three to six an element, so some 200,000 elements, where a
 * radiograph has a few hundred. Without it 32 MB of empty items held the thread for 6 s and 1.6 GB; with it 0.3 s.
 */
const MOST_READS = 1_000_000;

const PREAMBLE = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM', 'latin1')]);

/** The one header element that a bare data set needs: Transfer Syntax UID (0002,0010), always explicit. */
export function headerFor(uid: string): Buffer {
  const value = Buffer.from(uid.length % 2 === 0 ? uid : `${uid}\0`, 'latin1');
  const start = Buffer.from([0x02, 0x00, 0x10, 0x00, 0x55, 0x49, value.length, 0x00]);
  return Buffer.concat([PREAMBLE, start, value]);
}

/** The same file with preamble and header, which are added where they are missing. */
function asPart10(bytes: Buffer): Buffer {
  switch (sniffDicom(bytes)) {
    case 'header':
      return Buffer.concat([PREAMBLE, bytes]);
    case 'explicit':
      return Buffer.concat([headerFor(EXPLICIT_LITTLE_ENDIAN), bytes]);
    case 'implicit':
      return Buffer.concat([headerFor(IMPLICIT_LITTLE_ENDIAN), bytes]);
    default:
      return bytes;
  }
}

/**
 * The parser throws strings, objects that hold the whole file, and stack overflows: none of them may travel on as a
 * cause, for it would put the patient's data into the log.
 */
function guard<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new AppError(
      'unreadable-image',
      'corrupt or truncated DICOM file: the elements cannot be followed to Pixel Data',
    );
  }
}

function endOfHeader(header: DataSet): number {
  return Object.values(header.elements).reduce(
    (end, { dataOffset, length }) => Math.max(end, dataOffset + length),
    132,
  );
}

/** A stream that gives up after `MOST_READS`. */
function boundedStream(file: Buffer, position: number, bigEndian: boolean): ByteStream {
  const order = bigEndian ? dicomParser.bigEndianByteArrayParser : dicomParser.littleEndianByteArrayParser;
  const stream = new dicomParser.ByteStream(order, file, position);
  const read = stream.readUint16.bind(stream);
  let reads = 0;
  stream.readUint16 = () => {
    reads += 1;
    if (reads > MOST_READS) throw new RangeError('elements: too many');
    return read();
  };
  return stream;
}

/** A data set whose elements are located up to Pixel Data; its values have the byte order of `byteArrayParser`. */
export type OpenedDataSet = { dataSet: DataSet; syntax: TransferSyntax };

/**
 * Reads all elements up to Pixel Data, whose value is located and not read. The transfer syntax is judged before
 * anything behind the header is touched. A deflated data set is inflated into `byteArray`.
 * Errors: `unsupported-syntax`, `unreadable-image`.
 */
export function openDataSet(bytes: Buffer): OpenedDataSet {
  const part10 = asPart10(bytes);
  const dataSet = guard(() => dicomParser.readPart10Header(part10.subarray(0, LONGEST_HEADER)));
  dataSet.byteArray = part10;
  const uid = elementText(dataSet, 'x00020010');
  if (uid === '') throw new AppError('unreadable-image', 'corrupt DICOM file: Transfer Syntax UID is missing');
  const syntax = syntaxOf(uid);
  const start = endOfHeader(dataSet);
  const file = syntax.deflated ? inflateDataSet(part10, start) : part10;
  dataSet.byteArray = file;
  guard(() => {
    const stream = boundedStream(file, start, syntax.bigEndian);
    dataSet.byteArrayParser = stream.byteArrayParser;
    const options = { untilTag: PIXEL_DATA };
    if (syntax.explicit) dicomParser.parseDicomDataSetExplicit(dataSet, stream, file.length, options);
    else dicomParser.parseDicomDataSetImplicit(dataSet, stream, file.length, options);
  });
  return { dataSet, syntax };
}
