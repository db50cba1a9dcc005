import { corrupt } from '../corrupt';

const SIGNATURE = Buffer.from([0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20]);

/**
 * The codestream of a JP2 file (ITU-T T.800 annex I), other bytes as they are. DICOM wants the bare codestream
 * (PS3.5 A.4.4), but some encoders leave the file around it, whose boxes may hold any text.
 */
export function unwrapJp2(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return bytes;
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = length === 0 ? bytes.length : at + length;
    if (bytes.toString('latin1', at + 4, at + 8) === 'jp2c') return bytes.subarray(at + 8, end);
    if (length !== 0 && length < 8) break;
    at = end;
  }
  throw corrupt('a JP2 file without a codestream in Pixel Data');
}
