/** What a byte sequence starts with: a Part 10 file, its header without the preamble, a bare data set, or neither. */
export type DicomStart = 'preamble' | 'header' | 'explicit' | 'implicit' | null;

/** Value representations that the first element of a data set (group 0008) may have. */
const FIRST_ELEMENT_VRS = ['CS', 'UI', 'UL', 'DA', 'TM', 'DT', 'SH', 'LO', 'SQ', 'ST', 'PN', 'AE'];

/** Longest plausible first element of a bare implicit data set, in bytes (a list of image types or a UID). */
const LONGEST_FIRST_ELEMENT = 1024;

/**
 * Recognises DICOM by content. With a preamble: `DICM` at byte 128 (PS3.10 §7.1). Without: the first element is of
 * group 0002 (explicit) or 0008, little endian, with a value representation or a length that makes sense.
 */
export function sniffDicom(bytes: Buffer): DicomStart {
  if (bytes.length >= 132 && bytes.toString('latin1', 128, 132) === 'DICM') return 'preamble';
  if (bytes.length < 16) return null;
  const group = bytes.readUInt16LE(0);
  const vr = bytes.toString('latin1', 4, 6);
  if (group === 0x0002) return vr === 'UL' || vr === 'OB' || vr === 'UI' ? 'header' : null;
  if (group !== 0x0008) return null;
  if (FIRST_ELEMENT_VRS.includes(vr)) return 'explicit';
  const length = bytes.readUInt32LE(4);
  return length % 2 === 0 && length <= LONGEST_FIRST_ELEMENT && length + 16 <= bytes.length ? 'implicit' : null;
}
