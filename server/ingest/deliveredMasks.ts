import type { Mask } from '@/server/audit/mask';
import type { DeliveredSource } from '@/server/audit/maskSource';
import { uniteMasks } from '@/server/audit/uniteMasks';
import { elementValue } from '@/server/dicom/elements';
import { openDataSet } from '@/server/dicom/openDataSet';
import { readSegmentation, type Segmentation } from '@/server/dicom/readSegmentation';
import type { ImageInfo } from '@/server/image/decode';
import { AppError } from '@/server/problem/appError';
import type { DeliveredZone, Delivery } from './delivery';
import type { MaskBoxes } from './maskBoxes';

/** Masks of one delivery, how they came, and the segments that are no zone of ours, in words. */
export type DeliveredMasks = {
  source: DeliveredSource;
  masks: { zone: DeliveredZone; mask: Mask }[];
  unmatched: string[];
};

/** Longest side of the grid that boxes are drawn on. */
const BOX_SIDE = 512;

/** Sides of mask and image may differ in proportion by this: a mask may be smaller, and is rounded to whole pixels. */
const ASPECT_TOLERANCE = 0.05;

/**
 * The masks that came with an image: PNG parts, a DICOM SEG, or boxes in the metadata; only one of these at a time, so
 * that it can be said where a figure's masks came from.
 * @throws AppError `invalid-field`, `unreadable-mask`; what reading a Segmentation throws
 */
export function deliveredMasks(delivery: Delivery, info: ImageInfo): DeliveredMasks {
  const { masks, segmentation, metadata } = delivery;
  const ways = [masks.length > 0, segmentation !== undefined, metadata.boxes !== undefined];
  if (ways.filter(Boolean).length > 1)
    throw refusal('masks', 'invalid-field', 'send mask:<zone> parts, a segmentation or boxes, not several of them');
  if (segmentation !== undefined) return segmented(segmentation, delivery.image, info);
  if (metadata.boxes !== undefined) return { source: 'boxes', masks: drawn(metadata.boxes, info), unmatched: [] };
  for (const { zone, mask } of masks) requireAspect(`mask:${zone}`, mask, info);
  return { source: 'upload', masks, unmatched: [] };
}

function refusal(path: string, code: 'invalid-field' | 'unreadable-mask', detail: string): AppError {
  return new AppError(code, `${path}: ${detail}`, { errors: [{ path, detail }] });
}

type Size = { height: number; width: number };

/** @throws AppError `unreadable-mask` for a mask that is not of the image's shape */
export function requireAspect(path: string, mask: Size, image: Size): void {
  const ratio = mask.width / mask.height / (image.width / image.height);
  // One pixel more or less is rounding, however small the mask.
  const slack = ASPECT_TOLERANCE + 1 / Math.min(mask.width, mask.height);
  if (Math.abs(ratio - 1) <= slack) return;
  const detail = `${mask.width} × ${mask.height}, which is not the shape of the image, ${image.width} × ${image.height}`;
  throw refusal(path, 'unreadable-mask', detail);
}

function segmented(bytes: Buffer, image: Buffer, info: ImageInfo): DeliveredMasks {
  const read = asMaskError(() => readSegmentation(bytes));
  if (info.format === 'dicom' && read.references.length > 0) {
    const uid = elementValue(openDataSet(image).dataSet, 'x00080018');
    if (!read.references.includes(uid))
      throw refusal('segmentation', 'unreadable-mask', 'it refers to another image (Referenced SOP Instance UID)');
  }
  requireAspect('segmentation', read, info);
  const masks = byZone(read);
  const unmatched = read.segments
    .filter(({ zone }) => zone === null)
    .map(({ number, code }) => segmentWords(number, code));
  if (masks.length === 0) {
    const detail = `no segment is lungs, a lung, heart, mediastinum or abdomen: ${unmatched.join(', ')}`;
    throw refusal('segmentation', 'unreadable-mask', detail);
  }
  return { source: 'dicom-seg', masks, unmatched };
}

const segmentWords = (number: number, code: string): string =>
  /^[A-Za-z0-9.-]+$/.test(code) ? `segment ${number} (${code})` : `segment ${number}`;

function asMaskError<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    throw refusal('segmentation', 'unreadable-mask', cause.message);
  }
}

/** Segments of one zone united; where one lung is told apart, a segment of both lungs is left out. */
function byZone({ height, width, segments }: Segmentation): DeliveredMasks['masks'] {
  const zones = new Set(segments.map(({ zone }) => zone));
  if (zones.has('lung-left') || zones.has('lung-right')) zones.delete('lungs');
  return [...zones].flatMap((zone) => {
    if (zone === null) return [];
    const masks = segments.filter((segment) => segment.zone === zone).map(({ data }) => ({ height, width, data }));
    return [{ zone, mask: uniteMasks(masks) }];
  });
}

/** Boxes as masks, on a grid of the image's shape. A pixel is inside when its middle is. */
function drawn(boxes: MaskBoxes, info: ImageInfo): DeliveredMasks['masks'] {
  const scale = Math.min(1, BOX_SIDE / Math.max(info.height, info.width));
  const height = Math.max(1, Math.round(info.height * scale));
  const width = Math.max(1, Math.round(info.width * scale));
  return Object.entries(boxes).map(([zone, own]) => {
    const data = new Uint8Array(height * width);
    for (const box of own) {
      const [left, right] = [Math.round(box.x * width), Math.round((box.x + box.width) * width)];
      const bottom = Math.min(height, Math.round((box.y + box.height) * height));
      for (let y = Math.round(box.y * height); y < bottom; y++)
        data.fill(1, y * width + left, y * width + Math.min(width, right));
    }
    return { zone: zone as DeliveredZone, mask: { height, width, data } };
  });
}
