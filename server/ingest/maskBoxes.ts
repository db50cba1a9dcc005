import { z } from 'zod';
import { ANATOMY_ZONES } from '@/server/audit/zone';

const share = z.number().min(0).max(1);

const box = z
  .strictObject({ x: share, y: share, width: share.gt(0), height: share.gt(0) })
  .refine(({ x, width }) => x + width <= 1.000001, 'x + width is over 1: boxes are in shares of the image')
  .refine(({ y, height }) => y + height <= 1.000001, 'y + height is over 1: boxes are in shares of the image');

/**
 * Coarse masks as boxes by zone: left upper corner and size as shares of the image's width and height, 0–1. Several
 * boxes of a zone are united.
 */
export const maskBoxes = z
  .partialRecord(z.enum(ANATOMY_ZONES), z.array(box).min(1).max(20))
  .refine((zones) => Object.keys(zones).length > 0, 'at least one zone')
  .refine(
    (zones) => zones.lungs === undefined || (zones['lung-left'] === undefined && zones['lung-right'] === undefined),
    'send lungs, or lung-left and lung-right, not both',
  );

export type MaskBoxes = z.infer<typeof maskBoxes>;
