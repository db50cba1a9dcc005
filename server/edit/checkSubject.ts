import { checkMask } from '@/server/audit/checkMask';
import { checkRaster } from '@/server/audit/raster';
import type { EditSubject } from './edit';

/**
 * Throws unless a subject's raster is whole and its masks have its size.
 * @throws RangeError `raster size: …`, `mask size: …`
 */
export function checkSubject({ raster, marker, frame, lungs }: EditSubject): void {
  checkRaster(raster);
  for (const mask of [marker, frame, ...(lungs ? [lungs] : [])]) checkMask(mask, raster);
}
