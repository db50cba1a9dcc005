import type { Mask } from '@/server/audit/mask';
import { ZONES, type ZoneName } from '@/server/audit/zone';
import type { Tx } from '@/server/db/client';
import { decodeMask } from '@/server/image/maskPng';
import { AppError } from '@/server/problem/appError';
import { plainText } from '@/server/problem/plainText';
import { PRIORITY } from '@/server/queue/job';
import { MOST_LESIONS } from './lesionBoxes';
import type { InstanceMetadata } from './metadata';
import { parseMetadata } from './metadata';
import { type Multipart, type MultipartLimits, parseMultipart, tooLarge } from './multipart';
import type { TruthSource } from './truthSources';

/** Zones that masks may be sent for; `lungs` is split into left and right. */
export type DeliveredZone = ZoneName | 'lungs';

/** One upload of one image, parsed but not yet judged. */
export type Delivery = {
  image: Buffer;
  metadata: InstanceMetadata;
  masks: { zone: DeliveredZone; bytes: Buffer; mask: Mask }[];
  /** A DICOM Segmentation of the image, not yet read. */
  segmentation?: Buffer;
  /** Masks of findings; boxes are in the metadata. */
  lesions?: { finding: string; mask: Mask }[];
};

/**
 * Whether an instance is the demonstration's, and what that brings along. The interface sets none of this but `by`: what
 * comes in from outside is `SENT`.
 */
export type Origin = {
  demo: boolean;
  truthSource: TruthSource;
  priority: number;
  /** Who sent it, as the audit trail names them. */
  by: string;
  /** Runs first in the transaction that writes the rows; what it throws keeps them from being written. */
  guard?: (tx: Tx) => Promise<void>;
};

export const SENT: Origin = { demo: false, truthSource: 'unspecified', priority: PRIORITY.live, by: 'system ingest' };

/** The largest image, and masks that are hardly ever larger than 1 MB. */
export const INSTANCE_LIMITS: MultipartLimits = {
  bodyBytes: 150_000_000,
  fileBytes: 100_000_000,
  files: 1 + ZONES.length + 2 + MOST_LESIONS,
  fieldBytes: 64_000,
};

/** Parses `POST /api/v1/instances`: `image`, optional `metadata`, optional `mask:<zone>` or `segmentation`, `lesion:<finding>`. */
export async function parseDelivery(request: Request): Promise<Delivery> {
  const parts = await parseMultipart(request, INSTANCE_LIMITS);
  const image = singleFile(parts, 'image');
  const metadata = parseMetadata(textPart(parts, 'metadata', INSTANCE_LIMITS.fieldBytes));
  for (const name of parts.fields.keys()) {
    if (name !== 'metadata') throw fieldError(name, 'unknown field, or a file part without a file name');
  }
  const masks: Delivery['masks'] = [];
  const lesions: NonNullable<Delivery['lesions']> = [];
  for (const { field, bytes } of parts.files) {
    if (field === 'image' || field === 'metadata' || field === 'segmentation') continue;
    if (field.startsWith('lesion:')) {
      const finding = lesionFinding(field, [...lesions, ...boxed(metadata)]);
      lesions.push({ finding, mask: await decodeMask(bytes) });
      continue;
    }
    const zone = deliveredZone(field);
    if (masks.some((other) => other.zone === zone)) throw fieldError(field, 'sent twice');
    masks.push({ zone, bytes, mask: await decodeMask(bytes) });
  }
  requireOneGrid(masks);
  const isSegmented = parts.files.some(({ field }) => field === 'segmentation');
  return { image, metadata, masks, lesions, ...(isSegmented && { segmentation: singleFile(parts, 'segmentation') }) };
}

const boxed = ({ lesions = {} }: InstanceMetadata) => Object.keys(lesions).map((finding) => ({ finding }));

/** The finding that a part's mask is of. @throws AppError for one that came already, as boxes or as a mask */
function lesionFinding(field: string, others: readonly { finding: string }[]): string {
  const finding = plainText(100).safeParse(field.slice('lesion:'.length));
  if (!finding.success) throw fieldError(field, 'lesion:<finding>');
  if (others.some((other) => other.finding === finding.data)) throw fieldError(field, 'sent twice');
  return finding.data;
}

/** The one file of a name, or a problem that says what is missing. */
export function singleFile(parts: Multipart, field: string): Buffer {
  const found = parts.files.filter((file) => file.field === field);
  const [first] = found;
  if (first === undefined) throw fieldError(field, `add a file part named "${field}"`);
  if (found.length > 1) throw fieldError(field, 'send one file per request');
  if (first.bytes.length === 0) throw fieldError(field, 'the file is empty');
  return first.bytes;
}

/** A text part, whether it came as a field or as a file. @throws AppError too-large over `limit` bytes */
export function textPart(parts: Multipart, name: string, limit: number): string | undefined {
  const file = parts.files.find((part) => part.field === name);
  if (file !== undefined && file.bytes.length > limit) throw tooLarge(name, limit);
  return parts.fields.get(name) ?? file?.bytes.toString('utf8');
}

function deliveredZone(field: string): DeliveredZone {
  const name = /^mask:(.+)$/.exec(field)?.[1];
  const zone = name === 'lungs' ? name : ZONES.find((known) => known === name);
  if (zone === undefined)
    throw fieldError(
      field,
      `unknown part; send image, metadata, segmentation, lesion:<finding> or mask:<zone> with lungs, ${ZONES.join(', ')}`,
    );
  return zone;
}

/** @throws AppError for masks of different sizes, or both lungs in two ways */
export function requireOneGrid(masks: Pick<Delivery['masks'][number], 'zone' | 'mask'>[]): void {
  const [first, ...others] = masks;
  if (first === undefined) return;
  for (const { zone, mask } of others) {
    if (mask.height !== first.mask.height || mask.width !== first.mask.width) {
      throw new AppError('unreadable-mask', 'masks of one image must have the same size', {
        errors: [
          {
            path: `mask:${zone}`,
            detail: `${mask.width}×${mask.height}, others ${first.mask.width}×${first.mask.height}`,
          },
        ],
      });
    }
  }
  const zones = new Set(masks.map((m) => m.zone));
  if (zones.has('lungs') && (zones.has('lung-left') || zones.has('lung-right'))) {
    throw fieldError('mask:lungs', 'send lungs, or lung-left and lung-right, not both');
  }
}

function fieldError(path: string, detail: string): AppError {
  const shown = path.slice(0, 80);
  return new AppError('invalid-field', `${shown}: ${detail}`, { errors: [{ path: shown, detail }] });
}
