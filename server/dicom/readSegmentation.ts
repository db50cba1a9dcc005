import type { DataSet } from 'dicom-parser';
import { corrupt, truncated, unsupported } from './corrupt';
import { elementBytes, elementDecimal, elementUint16, elementValue } from './elements';
import { checkDimensions } from './imageLimits';
import { openDataSet } from './openDataSet';
import { type SegmentZone, segmentZone } from './segmentZone';

/** One segment: Uint8Array [height, width] of 0 and 1, the union of its frames. `zone`: null for none of ours. */
export type Segment = { number: number; zone: SegmentZone | null; code: string; data: Uint8Array };

/** `references`: SOP Instance UIDs of the images that the segmentation says it is of. */
export type Segmentation = { height: number; width: number; segments: Segment[]; references: string[] };

const SEGMENTATION_STORAGE = '1.2.840.10008.5.1.4.1.1.66.4';

/** Segments and frames of a radiograph's segmentation, at most; each frame is one segment of one plane. */
const MOST_FRAMES = 256;

/**
 * Reads a DICOM Segmentation (PS3.3 A.51, C.8.20) of one radiograph: binary, or fractional (inside from half of Maximum
 * Fractional Value on), uncompressed or deflated.
 * @throws AppError `unreadable-image`, `unsupported-media`, `unsupported-syntax`, `image-dimensions`
 */
export function readSegmentation(bytes: Buffer): Segmentation {
  const { dataSet, syntax } = openDataSet(bytes);
  const sopClass = elementValue(dataSet, 'x00080016') || elementValue(dataSet, 'x00020002');
  if (sopClass !== SEGMENTATION_STORAGE) throw unsupported('not a Segmentation (SEG)');
  if (syntax.encapsulated || syntax.bigEndian) throw unsupported('a compressed Segmentation; send it uncompressed');
  const frames = framesOf(dataSet);
  const owners = segmentNumbers(dataSet, frames.count);
  const segments = itemsOf(dataSet, 'x00620002').map((item) => named(item));
  if (segments.length === 0) throw corrupt('Segment Sequence (0062,0002) is empty');
  const { height, width } = frames;
  const read = segments.map(({ number, zone, code }) => {
    const data = new Uint8Array(height * width);
    owners.forEach((owner, frame) => {
      if (owner === number) frames.unite(frame, data);
    });
    return { number, zone, code, data };
  });
  return { height, width, segments: read, references: references(dataSet) };
}

const itemsOf = (dataSet: DataSet, tag: string): DataSet[] =>
  (dataSet.elements[tag]?.items ?? []).flatMap(({ dataSet: item }) => item ?? []);

function named(item: DataSet) {
  const number = elementUint16(item, 'x00620004');
  if (number === null) throw corrupt('Segment Number (0062,0004) is missing');
  const [type] = itemsOf(item, 'x0062000f');
  const code = type ? elementValue(type, 'x00080100') : '';
  const modifiers = type ? itemsOf(type, 'x00620011').map((modifier) => elementValue(modifier, 'x00080100')) : [];
  const words = [elementValue(item, 'x00620005'), type ? elementValue(type, 'x00080104') : ''].join(' ');
  return { number, code: code.slice(0, 16), zone: segmentZone({ code, modifiers, words }) };
}

/** The segment of each frame, from its own functional groups or the shared ones. */
function segmentNumbers(dataSet: DataSet, count: number): number[] {
  const [shared] = itemsOf(dataSet, 'x52009229');
  const groups = itemsOf(dataSet, 'x52009230');
  return Array.from({ length: count }, (_, frame) => {
    const own = groups[frame];
    const [identified] = [own, shared].flatMap((group) => (group ? itemsOf(group, 'x0062000a') : []));
    const number = identified ? elementUint16(identified, 'x0062000b') : null;
    if (number === null) throw corrupt('Referenced Segment Number (0062,000B) is missing');
    return number;
  });
}

function references(dataSet: DataSet): string[] {
  const series = itemsOf(dataSet, 'x00081115').flatMap((item) => itemsOf(item, 'x0008114a'));
  const groups = [...itemsOf(dataSet, 'x52009229'), ...itemsOf(dataSet, 'x52009230')];
  const sources = groups.flatMap((group) =>
    itemsOf(group, 'x00089124').flatMap((derivation) => itemsOf(derivation, 'x00082112')),
  );
  const uids = [...series, ...sources].map((item) => elementValue(item, 'x00081155'));
  return [...new Set(uids.filter((uid) => uid !== ''))];
}

/** Size and number of frames, and how one of them is added to a mask. */
function framesOf(dataSet: DataSet) {
  const height = elementUint16(dataSet, 'x00280010') ?? 0;
  const width = elementUint16(dataSet, 'x00280011') ?? 0;
  const count = elementDecimal(dataSet, 'x00280008') ?? 1;
  checkDimensions(height, width);
  if (!Number.isInteger(count) || count < 1 || count > MOST_FRAMES)
    throw unsupported(`a Segmentation of more than ${MOST_FRAMES} frames`);
  const type = elementValue(dataSet, 'x00620001').toUpperCase();
  const bits = elementUint16(dataSet, 'x00280100');
  const isBinary = type === 'BINARY' && bits === 1;
  if (!isBinary && !(type === 'FRACTIONAL' && bits === 8))
    throw unsupported('a Segmentation that is neither BINARY of 1 bit nor FRACTIONAL of 8 bits');
  const cells = height * width;
  const pixels = elementBytes(dataSet, 'x7fe00010');
  const needed = isBinary ? Math.ceil((cells * count) / 8) : cells * count;
  if (pixels === null || pixels.length < needed) throw truncated(`Pixel Data needs ${needed} bytes`);
  const half = (elementUint16(dataSet, 'x0062000e') ?? 255) / 2;
  const unite = (frame: number, into: Uint8Array): void => {
    const from = frame * cells;
    for (let i = 0; i < cells; i++) {
      const bit = from + i;
      // Frames are packed without a gap, the lowest bit first (PS3.5 8.1.1).
      const inside = isBinary ? ((pixels[bit >> 3] ?? 0) >> (bit & 7)) & 1 : (pixels[bit] ?? 0) >= half ? 1 : 0;
      if (inside === 1) into[i] = 1;
    }
  };
  return { height, width, count, unite };
}
